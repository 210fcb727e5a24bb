// Whether the window has room for things that stay closed on a phone.

/** Read when a page is set up; what the person opens or closes afterwards is theirs. */
export function isWide(): boolean {
	return globalThis.matchMedia?.('(min-width: 48rem)').matches ?? true;
}
