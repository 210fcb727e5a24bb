// The language of the page: one reactive value that messages, dates and requests all read.
import { overwriteGetLocale } from '$lib/paraglide/runtime';

export type Language = 'fr' | 'en' | 'es';

/** The languages in the order of the switch, each named in itself. */
export const languages: readonly { code: Language; name: string }[] = [
	{ code: 'fr', name: 'Français' },
	{ code: 'en', name: 'English' },
	{ code: 'es', name: 'Español' }
];

/** The languages as a form offers them and the API's enum writes them. */
export const apiLanguages = languages.map(({ code, name }) => ({
	value: code.toUpperCase() as 'FR' | 'EN' | 'ES',
	label: name
}));

const storageKey = 'rives.lang';

/** Reads `value` as one of our languages, if it is one. */
export function asLanguage(value: string | null | undefined): Language | null {
	const code = value?.slice(0, 2).toLowerCase();
	return code === 'fr' || code === 'en' || code === 'es' ? code : null;
}

function initialLanguage(): Language {
	return asLanguage(globalThis.document?.documentElement.lang) ?? 'fr';
}

class I18n {
	lang = $state<Language>(initialLanguage());

	/** The language as the API's enum writes it. */
	get apiLang(): 'FR' | 'EN' | 'ES' {
		return this.lang === 'fr' ? 'FR' : this.lang === 'en' ? 'EN' : 'ES';
	}

	/** Shows the page in `lang` from now on, on this device. */
	setLang(lang: Language): void {
		this.lang = lang;
		document.documentElement.lang = lang;
		try {
			localStorage.setItem(storageKey, lang);
		} catch {
			// Without storage the choice lasts as long as the page.
		}
	}
}

export const i18n = new I18n();
overwriteGetLocale(() => i18n.lang);
