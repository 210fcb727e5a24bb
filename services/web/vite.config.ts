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
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						// Over a poor link each file costs as much as its headers and a turn: modules that several pages share
						// travel with those that the same pages need, small ones with their neighbours.
						codeSplitting: {
							groups: [
								{
									name: 'shared',
									minShareCount: 2,
									entriesAware: true,
									entriesAwareMergeThreshold: 2_500
								}
							]
						}
					}
				}
			}
		}
	},
	server: { proxy: { '/graphql': { target: api, ws: true } } },
	preview: { proxy: { '/graphql': { target: api, ws: true } } },
	test: { include: ['src/**/*.test.ts'], environment: 'node' }
});
