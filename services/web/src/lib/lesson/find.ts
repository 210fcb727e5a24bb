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
}

export function wantedOf(params: URLSearchParams): Wanted {
	const kind = params.get('kind');
	return {
		search: params.get('search') ?? '',
		theme: params.get('theme') ?? '',
		country: params.get('country') ?? '',
		kind: allLessonKinds.find((known) => known === kind) ?? ''
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

export const filterOf = (wanted: Wanted) => ({
	search: wanted.search || undefined,
	themes: wanted.theme ? [wanted.theme] : undefined,
	countries: wanted.country ? [wanted.country] : undefined,
	kinds: wanted.kind ? [wanted.kind] : undefined
});

type Options = readonly { value: string }[];

/** What the address of the lessons may ask for. */
export const knownWanted = (countries: Options, themes: Options): KnownFilters => ({
	search: { takes: 'any' },
	theme: { label: m.theme(), takes: fetched(themes) },
	country: { label: m.country(), takes: fetched(countries) },
	kind: { label: m.le_kind(), takes: allLessonKinds }
});
