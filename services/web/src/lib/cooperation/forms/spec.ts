// What a form asks, as data: fields, their words, and how their content becomes an act's input.
import { readDecimal } from '$lib/format';
import { i18n } from '$lib/i18n.svelte';
import type { ActPayload } from '$lib/gql/submit.svelte';
import type { OrganisationLineFragment, TypedDocumentString } from '$lib/gql/generated/graphql';
import type { SeatKind } from '$lib/gql/generated/schema';
import type { LocalText } from '../types';

export interface SeatRow {
	kind: SeatKind;
	function: string;
}
export interface CountRow {
	side: number;
	category: string;
	count: number | null;
}
export interface TermsDraft {
	title: LocalText[];
	purpose: LocalText[];
	themes: string[];
	sdgs: number[];
	territories: string;
	benefits: { side: number; expects: string; brings: string }[];
}
export interface SideLabel {
	number: number;
	label: string;
}

interface Common {
	key: string;
	label: string;
	hint?: string;
	required?: boolean;
	/** Asked only while the other answers say so. */
	when?: (values: Values) => boolean;
}
export interface Option {
	value: string;
	label: string;
	indent?: boolean;
}
export type FieldSpec = Common &
	(
		| { type: 'text' | 'area' | 'date' | 'number' | 'decimal' | 'lines' }
		| { type: 'choice'; options: Option[] }
		| { type: 'many'; options: Option[] }
		| { type: 'organisation'; exclude?: string[] }
		| { type: 'texts'; multiline: boolean }
		| { type: 'text-in' }
		| { type: 'seats' }
		| { type: 'counts'; sides: SideLabel[] }
		| { type: 'terms'; sides: SideLabel[] }
	);

export type Value =
	| string
	| number
	| null
	| string[]
	| LocalText
	| LocalText[]
	| SeatRow[]
	| CountRow[]
	| OrganisationLineFragment
	| TermsDraft;
export type Values = Record<string, Value>;

/** Any act's document; the contract's types were checked where the document was given to `actDocument`. */
export type ActDocument = TypedDocumentString<
	Record<string, ActPayload>,
	{ input: Record<string, unknown> }
>;

export function actDocument<T extends Record<string, ActPayload>, V>(
	document: TypedDocumentString<T, V>
): ActDocument {
	return document as unknown as ActDocument;
}

export interface ActSpec {
	document: ActDocument;
	/** The title of the form. */
	title: string;
	/** The words of its button. */
	verb: string;
	lead?: string;
	stop?: boolean;
	/** The parts of the input that nobody types. */
	fixed: Record<string, unknown>;
	fields: FieldSpec[];
	initial?: Values;
	/** The text that the act refers to, under the name the input gives its hash. */
	based?: { key: string; hash: string };
	/** Where the input is nested, turns the fields' content into it. */
	shape?: (input: Record<string, unknown>) => Record<string, unknown>;
	/** The institutions to choose from; without them `actingAs` is not sent. */
	seats?: SideSeat[];
}
/** An institution in whose name the viewer can do the act. */
export interface SideSeat {
	id: string;
	name: string;
}

const emptyTerms: TermsDraft = {
	title: [],
	purpose: [],
	themes: [],
	sdgs: [],
	territories: '',
	benefits: []
};

/** The fields that are asked, given what is written so far. */
export const asked = (fields: FieldSpec[], values: Values): FieldSpec[] =>
	fields.filter((field) => field.when?.(values) ?? true);

/** What a field holds before anything was typed. */
export function emptyValue(field: FieldSpec, lang: string): Value {
	switch (field.type) {
		case 'text':
		case 'area':
		case 'date':
		case 'decimal':
		case 'lines':
			return '';
		case 'choice':
			return field.options[0]?.value ?? '';
		case 'number':
		case 'organisation':
			return null;
		case 'many':
			return [];
		case 'texts':
			return [{ lang, text: '' }];
		case 'text-in':
			return { lang, text: '' };
		case 'seats':
			return [{ kind: 'ELECTED', function: '' }];
		case 'counts':
			return field.sides.map((side) => ({ side: side.number, category: '', count: null }));
		case 'terms':
			return structuredClone(emptyTerms);
	}
}

const lines = (text: string): string[] =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

const filled = (texts: LocalText[]): LocalText[] =>
	texts
		.filter((one) => one.text.trim() !== '')
		.map((one) => ({ lang: one.lang, text: one.text.trim() }));

/** The terms as the API takes them. */
export function termsInput(draft: TermsDraft) {
	return {
		title: filled(draft.title),
		purpose: filled(draft.purpose),
		themes: draft.themes,
		sdgs: draft.sdgs,
		territories: lines(draft.territories),
		benefits: draft.benefits.filter((one) => one.expects.trim() !== '' || one.brings.trim() !== '')
	};
}

/** What is sent for a field; undefined where nothing was given. */
export function inputOf(field: FieldSpec, value: Value | undefined): unknown {
	switch (field.type) {
		case 'text':
		case 'area':
		case 'date':
		case 'choice':
			return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
		case 'decimal': {
			const typed = typeof value === 'string' ? readDecimal(value, i18n.lang) : '';
			return typed === '' ? undefined : typed;
		}
		case 'number':
			return typeof value === 'number' ? value : undefined;
		case 'lines':
			return typeof value === 'string' ? lines(value) : [];
		case 'organisation':
			return (value as OrganisationLineFragment | null)?.id;
		case 'many':
			return value;
		case 'text-in':
			return value;
		case 'texts':
			return filled(value as LocalText[]);
		case 'seats':
			return (value as SeatRow[]).filter((seat) => seat.function.trim() !== '');
		case 'counts':
			return (value as CountRow[])
				.filter((row) => row.count !== null && row.category.trim() !== '')
				.map((row) => ({ ...row, category: row.category.trim() }));
		case 'terms':
			return termsInput(value as TermsDraft);
	}
}
