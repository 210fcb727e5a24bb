// The dev server, the build and the unit tests; in development the API is proxied to a running node.
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

const api = process.env.RIVES_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['globalVariable', 'baseLocale'],
			emitTsDeclarations: true
		}),
		sveltekit()
	],
	server: { proxy: { '/graphql': { target: api, ws: true } } },
	preview: { proxy: { '/graphql': { target: api, ws: true } } },
	test: { include: ['src/**/*.test.ts'], environment: 'node' }
});
