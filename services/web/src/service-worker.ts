/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
// The pages without a network: files that never change from the cache, the shell from the network while there is one.
import { build, files, version } from '$service-worker';

const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = `rives-${version}`;
const shell = '/';
/** What the server answers itself under an address without an ending. */
const own = ['graphql', 'graphiql', 'documents', 'auth', 'healthz', 'readyz', 'metrics'];
/** Milliseconds after which a shell from the cache is better than waiting for the network. */
const patience = 8_000;

worker.addEventListener('install', (event) => {
	const begin = async () => {
		const cache = await caches.open(cacheName);
		await cache.addAll([shell, ...files]);
		await worker.skipWaiting();
	};
	event.waitUntil(begin());
});

worker.addEventListener('activate', (event) => {
	const begin = async () => {
		// Files of an earlier build are of no use to the pages of this one.
		for (const name of await caches.keys()) {
			if (name.startsWith('rives-') && name !== cacheName) await caches.delete(name);
		}
		await worker.clients.claim();
	};
	event.waitUntil(begin());
});

worker.addEventListener('message', (event) => {
	const { keep } = event.data as { keep: string[] | 'all' };
	event.waitUntil(keepFiles(keep === 'all' ? build : keep.filter((file) => build.includes(file))));
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== location.origin) return;
	if (request.mode === 'navigate') {
		if (isPage(url.pathname)) event.respondWith(page(request));
	} else if (build.includes(url.pathname)) {
		event.respondWith(unchanging(request));
	} else if (files.includes(url.pathname)) {
		event.respondWith(fetch(request).catch(() => kept(request.url)));
	}
});

/** Sheets, documents and the server's own addresses are none of the pages. */
function isPage(path: string): boolean {
	const [, first = ''] = path.split('/');
	return !path.includes('.') && !own.includes(first);
}

/** One after the other: what somebody does meanwhile comes first. */
async function keepFiles(paths: readonly string[]): Promise<void> {
	const cache = await caches.open(cacheName);
	for (const path of paths) {
		if (await cache.match(path)) continue;
		// What cannot be had now is fetched when it is asked for.
		await cache.add(path).catch(() => {});
	}
}

async function unchanging(request: Request): Promise<Response> {
	const cache = await caches.open(cacheName);
	const known = await cache.match(request.url);
	if (known) return known;
	const fetched = await fetch(request);
	if (fetched.ok) await cache.put(request.url, fetched.clone());
	return fetched;
}

async function page(request: Request): Promise<Response> {
	const network = fetch(request);
	const waited = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
	const first = await Promise.race([network.catch(() => null), waited]);
	if (first) return first;
	const cache = await caches.open(cacheName);
	return (await cache.match(shell)) ?? network;
}

async function kept(address: string): Promise<Response> {
	const cache = await caches.open(cacheName);
	return (await cache.match(address)) ?? Response.error();
}
