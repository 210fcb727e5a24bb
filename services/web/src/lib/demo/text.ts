// A mail's plain text with its links told apart.

export interface Part {
	text: string;
	/** Where it leads, when it is a link to a page of this site. */
	href: string | null;
}

const address = /https?:\/\/[^\s<>"]+/g;
const pages = ['/invitation', '/sign-in/link'];

/** The page of this site that `link` means, whatever name of the node it was written with; null for any other. */
function pageOf(link: string): string | null {
	if (!URL.canParse(link)) return null;
	const { pathname, hash } = new URL(link);
	return pages.includes(pathname) ? pathname + hash : null;
}

/** Splits `text` into plain parts and links. */
export function linksIn(text: string): Part[] {
	const parts: Part[] = [];
	let from = 0;
	for (const match of text.matchAll(address)) {
		parts.push({ text: text.slice(from, match.index), href: null });
		parts.push({ text: match[0], href: pageOf(match[0]) });
		from = match.index + match[0].length;
	}
	parts.push({ text: text.slice(from), href: null });
	return parts.filter((part) => part.text !== '');
}
