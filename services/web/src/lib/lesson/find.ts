// What is looked for among the lessons, as the address of the page holds it.
import type { LessonKind } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { fetched, type KnownFilters } from '$lib/strangers';
import { allLessonKinds } from './types';

export interface Wanted {
	search: string;
	theme: string;
	country: string;
	kind: LessonKind | '';
	/** The id of an organisation or of a country group: of their cooperations alone. */
	of: string;
}

/** What the id stands for, once it is known. */
export interface Place {
	id: string;
	type: 'Organisation' | 'CountryGroup';
	name: string;
}

export function wantedOf(params: URLSearchParams): Wanted {
	const kind = params.get('kind');
	return {
		search: params.get('search') ?? '',
		theme: params.get('theme') ?? '',
		country: params.get('country') ?? '',
		kind: allLessonKinds.find((known) => known === kind) ?? '',
		of: params.get('of') ?? ''
	};
}

/** The address of what is looked for; what is left out is not in it. */
export function addressOf(wanted: Wanted): string {
	const params = new URLSearchParams(
		Object.entries(wanted).filter(([, value]) => value.trim() !== '')
	);
	const text = params.toString();
	return text === '' ? '' : `?${text}`;
}

export const filterOf = (wanted: Wanted, place: Place | null = null) => ({
	organisation: place?.type === 'Organisation' ? place.id : undefined,
	group: place?.type === 'CountryGroup' ? place.id : undefined,
	search: wanted.search || undefined,
	themes: wanted.theme ? [wanted.theme] : undefined,
	countries: wanted.country ? [wanted.country] : undefined,
	kinds: wanted.kind ? [wanted.kind] : undefined
});

type Options = readonly { value: string }[];

/** What the address of the lessons may ask for. */
export const knownWanted = (countries: Options, themes: Options): KnownFilters => ({
	search: { takes: 'any' },
	of: { takes: 'any' },
	theme: { label: m.theme(), takes: fetched(themes) },
	country: { label: m.country(), takes: fetched(countries) },
	kind: { label: m.le_kind(), takes: allLessonKinds }
});
