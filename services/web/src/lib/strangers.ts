// What an address asks of a list that the list does not know: old links and slips of the hand, said instead of ignored.
import { m } from '$lib/paraglide/messages';

/** What a filter takes: anything, one of some words, or what looks like this; null: not known yet, so nothing is wrong. */
type Takes = 'any' | readonly string[] | RegExp | null;
export interface KnownFilter {
	/** Its words on the page. */
	label?: string;
	takes: Takes;
	/** True where the address lists several values with commas. */
	many?: boolean;
}
export type KnownFilters = Record<string, KnownFilter>;

/** A part of an address that means nothing here; without a value it is the filter's name that is unknown. */
export interface Stranger {
	key: string;
	name: string;
	value: string | null;
}

/** What newsletters and other sites add to links says nothing about a list. */
const carried = /^(utm_|mtm_|pk_)|^(fbclid|gclid|msclkid)$/;

function takes(accepted: Takes, value: string): boolean {
	if (accepted === 'any' || accepted === null) return true;
	return accepted instanceof RegExp ? accepted.test(value) : accepted.includes(value);
}

/** The words of a list that is fetched; an empty one is not here yet. */
export const fetched = (values: readonly { value: string }[]): Takes =>
	values.length === 0 ? null : values.map((one) => one.value);

const valuesOf = (filter: KnownFilter, text: string): string[] =>
	(filter.many ? text.split(',') : [text]).filter((value) => value !== '');

/** The parts of an address that a list with these filters does not know. */
export function strangers(params: URLSearchParams, known: KnownFilters): Stranger[] {
	return [...params].flatMap(([key, text]): Stranger[] => {
		const filter = Object.hasOwn(known, key) ? known[key] : undefined;
		if (!filter) return carried.test(key) ? [] : [{ key, name: key, value: null }];
		const wrong = valuesOf(filter, text).filter((value) => !takes(filter.takes, value));
		return wrong.map((value) => ({ key, name: filter.label ?? key, value }));
	});
}

/** The search of the same address without them. */
export function without(params: URLSearchParams, known: KnownFilters): string {
	const kept = new URLSearchParams();
	for (const [key, text] of params) {
		const filter = Object.hasOwn(known, key) ? known[key] : undefined;
		if (!filter) continue;
		const values = valuesOf(filter, text).filter((value) => takes(filter.takes, value));
		if (values.length > 0) kept.append(key, values.join(','));
	}
	return kept.size > 0 ? `?${kept.toString().replaceAll('%2C', ',')}` : '';
}

/** In words, in the language of the page. */
export const strangerWord = ({ name, value }: Stranger): string =>
	value === null ? m.filter_unknown_name({ name }) : m.filter_unknown_value({ name, value });
