// How SvelteKit builds the site: static files, one shell for every address, a strict content policy.
import { writeFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const pages = adapter({ fallback: 'index.html', precompress: true });

/** A page's address as the server compares it: `/cooperations/*`, where a star stands for one part. */
function addressOf(route) {
	const parts = route.segments.map(({ content, dynamic, rest }) => {
		if (rest || content.includes('[[')) throw new Error(`the server cannot compare ${route.id}`);
		return dynamic ? '*' : content;
	});
	return `/${parts.join('/')}`;
}

/** The static site, with the list of its addresses, so that the server says 404 where there is no page. */
const withAddresses = {
	...pages,
	async adapt(builder) {
		await pages.adapt(builder);
		const addresses = builder.routes.map(addressOf).sort();
		writeFileSync('build/addresses.txt', `${addresses.join('\n')}\n`);
	}
};

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: withAddresses,
		// Who is signed in registers it: a visitor keeps nothing.
		serviceWorker: { register: false },
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				// The hash is of the one inline style SvelteKit itself sets, on its route announcer.
				'style-src': [
					'self',
					'unsafe-hashes',
					'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='
				],
				'img-src': ['self', 'data:'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self']
			}
		}
	}
};
