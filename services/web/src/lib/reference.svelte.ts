// Countries, themes and goals in the language of the page: fetched once for each language, shared by every form.
import { query } from '$lib/gql/client';
import { ReferenceDocument, type ReferenceQuery } from '$lib/gql/generated/graphql';
import { i18n, type Language } from '$lib/i18n.svelte';
import { themeWord } from '$lib/words';
import { session } from '$lib/viewer.svelte';

const none: ReferenceQuery = { countries: [], themes: [], sdgs: [] };

class Reference {
	#known = $state.raw<Partial<Record<Language, ReferenceQuery>>>({});
	#asked = new Set<Language>();

	/** What is known in the page's language; empty until the first answer. */
	get data(): ReferenceQuery {
		const lang = i18n.lang;
		if (!this.#asked.has(lang)) void this.#ask(lang);
		return this.#known[lang] ?? none;
	}

	get countryOptions() {
		const collator = new Intl.Collator(i18n.lang);
		return this.data.countries
			.map((country) => ({ value: country.code, label: country.name }))
			.sort((a, b) => collator.compare(a.label, b.label));
	}

	get themeOptions() {
		return this.data.themes.map((theme) => ({
			value: theme.code,
			label: themeWord(theme),
			indent: theme.parent !== null
		}));
	}

	get sdgOptions() {
		return this.data.sdgs.map((sdg) => ({
			value: sdg.number,
			label: `${sdg.number}. ${sdg.name}`
		}));
	}

	async #ask(lang: Language): Promise<void> {
		this.#asked.add(lang);
		await session.ready();
		const answer = await query(ReferenceDocument, {});
		if (answer.ok && i18n.lang === lang) this.#known = { ...this.#known, [lang]: answer.data };
		else this.#asked.delete(lang);
	}
}

export const reference = new Reference();
