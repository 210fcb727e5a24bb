// Where to go back to after an interruption: only ever a page of this site.

/** `address` when it is a path of this site, else null: a crafted link must not lead elsewhere. */
export function safeReturn(address: string | null): string | null {
	if (!address || !address.startsWith('/') || address.startsWith('//') || address.includes('\\')) {
		return null;
	}
	return address;
}
