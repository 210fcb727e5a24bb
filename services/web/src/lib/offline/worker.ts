// Registers what gives the pages without a network, and has it fetch the rest of them when the link is not poor.

interface Link {
	saveData?: boolean;
	effectiveType?: string;
}

/** Milliseconds after which a page has what it needs for itself. */
const rest = 6_000;

/** Milliseconds to the first byte of the page from which a link is called poor. */
const slow = 400;

/** True where fetching pages ahead would take the link from what is being done: as the browser says, or as the page took. */
export function isPoor(link: Link | undefined, firstByte = 0): boolean {
	return link?.saveData === true || (link?.effectiveType ?? '4g') !== '4g' || firstByte > slow;
}

function firstByte(): number {
	const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
	return page ? page.responseStart - page.startTime : 0;
}

/** What this page loaded: it is in the browser's own cache, and costs nothing to keep. */
function loaded(): string[] {
	const names = performance.getEntriesByType('resource').map((entry) => new URL(entry.name));
	return names
		.filter((url) => url.origin === location.origin && url.pathname.startsWith('/_app/immutable/'))
		.map((url) => url.pathname);
}

/** Pages that are shown where scripts may not work in the background go on as before. */
export function helpers(): void {
	if (!('serviceWorker' in navigator)) return;
	const begin = async () => {
		await navigator.serviceWorker.register('/service-worker.js');
		const ready = await navigator.serviceWorker.ready;
		ready.active?.postMessage({ keep: loaded() });
		const { connection } = navigator as Navigator & { connection?: Link };
		setTimeout(() => {
			if (!isPoor(connection, firstByte())) ready.active?.postMessage({ keep: 'all' });
		}, rest);
	};
	begin().catch(() => {
		// Refused by the browser's settings: nothing of the page depends on it.
	});
}
