// The languages that a text can be written in, named in the language of the page.
import { languageName } from '$lib/format';
import type { Language } from '$lib/i18n.svelte';

const codes =
	'ar bg bm ca cs da de el en es et eu ff fi fr gl ha he hi hr ht hu hy id is it ja ka kk km ko ln lo lt lv mg mk mn ms mt my ne nl no pl ps pt ro ru sk sl sq sr sv sw ta th ti tr uk ur uz vi wo yo zh'.split(
		' '
	);
/** The platform's own languages stand first in every choice. */
const own = ['fr', 'en', 'es'];

/** Every language as an option; `more` adds those already in use. */
export function languageOptions(lang: Language, more: readonly string[] = []) {
	const collator = new Intl.Collator(lang);
	const others = [...new Set([...codes, ...more])].filter((code) => !own.includes(code));
	const named = (code: string) => ({ value: code, label: languageName(code, lang) });
	const sorted = others.map(named).sort((a, b) => collator.compare(a.label, b.label));
	return [...own.map(named), ...sorted];
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ps', 'ur', 'dv', 'yi']);

/** The direction in which a language is written. */
export function direction(lang: string): 'rtl' | 'ltr' {
	return rightToLeft.has(lang.split('-')[0] ?? lang) ? 'rtl' : 'ltr';
}
