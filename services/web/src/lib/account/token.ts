// A link from a mail carries its token after the `#`, which no server sees: it is taken from there and wiped at once.

/** The token in the address, removed from the address bar and from the history before anything else runs. */
export function takeToken(): string | null {
	const token = decoded(location.hash.slice(1)).trim();
	if (token === '') return null;
	history.replaceState(history.state, '', location.pathname + location.search);
	return token;
}

/** A link that was cut in the middle of an escape is still a link, which the server then refuses with its reason. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
