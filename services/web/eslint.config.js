// What the linter asks of scripts and components, on top of the type checker.
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'src/lib/gql/generated/'] },
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		rules: {
			'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
			// The site lives at the root, so links need no base path.
			'svelte/no-navigation-without-resolve': 'off',
			// Local look-up tables are not state: a plain Map or Set is right for them.
			'svelte/prefer-svelte-reactivity': 'off',
			'no-console': 'error'
		}
	},
	{ files: ['scripts/**', 'dev/**'], rules: { 'no-console': 'off' } }
);
