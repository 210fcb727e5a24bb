// The form in which a project is described: words in several languages, one objective or result a line.
import { ProposeProjectDocument } from '$lib/gql/generated/project';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type SideLabel,
	type Values
} from '$lib/cooperation/forms/spec';
import { seatsIn } from '$lib/cooperation/forms/specs';
import { bankOrder, type CooperationNode, type LocalText } from '$lib/cooperation/types';
import type { ProjectDescriptionPartsFragment } from '$lib/gql/generated/project';
import { m } from '$lib/paraglide/messages';
import { reference } from '$lib/reference.svelte';
import { allMarkers, markerWord } from './words';

type Input = Record<string, unknown>;

/** Texts with one point a line, as points with their languages: the n-th lines belong together. */
export function points(texts: readonly LocalText[]): LocalText[][] {
	const lines = texts.map((one) => ({
		lang: one.lang,
		lines: one.text
			.split('\n')
			.map((line) => line.trim())
			.filter((line) => line !== '')
	}));
	const most = Math.max(0, ...lines.map((one) => one.lines.length));
	return Array.from({ length: most }, (_, at) =>
		lines.flatMap((one) => {
			const text = one.lines[at];
			return text === undefined ? [] : [{ lang: one.lang, text }];
		})
	);
}

/** The reverse: one text a language, with one point a line. A line is left empty where a language lacks a point. */
export function lines(points: readonly { texts: readonly LocalText[] }[]): LocalText[] {
	const langs = [...new Set(points.flatMap((point) => point.texts.map((one) => one.lang)))];
	return langs.map((lang) => ({
		lang,
		text: points
			.map((point) => point.texts.find((one) => one.lang === lang)?.text ?? '–')
			.join('\n')
	}));
}

const markerOptions = () => allMarkers.map((value) => ({ value, label: markerWord(value) }));

/** The fields of a description, for the sides that say what they expect and bring. */
export function describeFields(sides: readonly SideLabel[]): FieldSpec[] {
	const perSide = sides.flatMap((side): FieldSpec[] => [
		{ key: `expects|${side.number}`, type: 'text', label: m.proj_expects({ name: side.label }) },
		{ key: `brings|${side.number}`, type: 'text', label: m.proj_brings({ name: side.label }) }
	]);
	return [
		{ key: 'title', type: 'texts', multiline: false, label: m.proj_title(), required: true },
		{ key: 'summary', type: 'texts', multiline: true, label: m.proj_summary(), required: true },
		{ key: 'objective', type: 'texts', multiline: false, label: m.proj_objective() },
		{
			key: 'specific',
			type: 'texts',
			multiline: true,
			label: m.proj_specific(),
			hint: m.proj_lines_hint()
		},
		{
			key: 'results',
			type: 'texts',
			multiline: true,
			label: m.proj_results(),
			hint: m.proj_lines_hint()
		},
		...perSide,
		{ key: 'starts', type: 'date', label: m.proj_starts() },
		{ key: 'ends', type: 'date', label: m.proj_ends() },
		{ key: 'themes', type: 'many', label: m.coop_themes(), options: reference.themeOptions },
		{
			key: 'sdgs',
			type: 'many',
			label: m.coop_sdgs(),
			options: reference.sdgOptions.map((one) => ({ ...one, value: String(one.value) }))
		},
		{ key: 'principal', type: 'many', label: m.proj_principal(), options: markerOptions() },
		{ key: 'significant', type: 'many', label: m.proj_significant(), options: markerOptions() }
	];
}

/** Gathers the fields of a description into one part of the input. */
export function intoDescription(input: Input): Input {
	const rest: Input = {};
	const description: Input = {};
	const benefits = new Map<number, { side: number; expects: string; brings: string }>();
	const own = ['title', 'summary', 'objective', 'starts', 'ends', 'themes'];
	for (const [key, value] of Object.entries(input)) {
		const [part, side] = key.split('|');
		if (side) {
			const number = Number(side);
			const one = benefits.get(number) ?? { side: number, expects: '', brings: '' };
			benefits.set(number, { ...one, [part ?? '']: String(value) });
		} else if (own.includes(key)) description[key] = value;
		else if (key === 'specific' || key === 'results') {
			description[key] = points(value as LocalText[]);
		} else if (key === 'sdgs') description.sdgs = (value as string[]).map(Number);
		else if (key !== 'principal' && key !== 'significant') rest[key] = value;
	}
	const level = (key: string, level: number) =>
		((input[key] as string[] | undefined) ?? []).map((marker) => ({ marker, level }));
	description.markers = [...level('principal', 2), ...level('significant', 1)];
	description.benefits = [...benefits.values()];
	return { ...rest, description };
}

const copy = (texts: readonly LocalText[]): LocalText[] => texts.map((one) => ({ ...one }));

/** What the form holds for a description that stands. */
export function describedValues(now: ProjectDescriptionPartsFragment): Values {
	const values: Values = {
		title: copy(now.title),
		summary: copy(now.summary),
		objective: copy(now.objective),
		specific: lines(now.specific),
		results: lines(now.results),
		starts: now.starts ?? '',
		ends: now.ends ?? '',
		themes: now.themes.map((one) => one.code),
		sdgs: now.sdgs.map((one) => String(one.number)),
		principal: now.markers.filter((one) => one.level === 2).map((one) => one.marker),
		significant: now.markers.filter((one) => one.level === 1).map((one) => one.marker)
	};
	for (const one of now.benefits) {
		values[`expects|${one.side}`] = one.expects;
		values[`brings|${one.side}`] = one.brings;
	}
	return values;
}

/** Proposing a project to the other sides of a cooperation. */
export const proposeSpec = (node: CooperationNode): ActSpec => ({
	document: actDocument(ProposeProjectDocument),
	title: m.proj_propose(),
	verb: m.proj_propose(),
	lead: m.proj_propose_lead(),
	fixed: { cooperation: node.id },
	seats: seatsIn(node),
	fields: describeFields(bankOrder(node.sides)),
	shape: intoDescription
});
