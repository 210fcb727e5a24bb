// Which report is asked for: kind, period and language, from the address and back into it.
import type { ProjectReportKind } from '$lib/gql/generated/schema';
import { asLanguage, type Language } from '$lib/i18n.svelte';

export interface Asked {
	kind: ProjectReportKind;
	from: string;
	to: string;
	lang: Language;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const asDay = (value: string | null): string | null =>
	value && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;

/** What the address asks for; what it leaves open is the whole work until its end or until today. */
export function askedIn(
	search: URLSearchParams,
	known: { started: string | null; ended: string | null; today: string; lang: Language }
): Asked {
	const kind = search.get('kind')?.toUpperCase();
	return {
		kind: kind === 'FINAL' || (kind !== 'INTERIM' && known.ended) ? 'FINAL' : 'INTERIM',
		from: asDay(search.get('from')) ?? known.started ?? known.today,
		to: asDay(search.get('to')) ?? known.ended ?? known.today,
		lang: asLanguage(search.get('lang')) ?? known.lang
	};
}

/** The same as the search of an address, for the page and for the papers. */
export function searchOf({ kind, from, to, lang }: Asked): string {
	return new URLSearchParams({ kind: kind.toLowerCase(), from, to, lang }).toString();
}
