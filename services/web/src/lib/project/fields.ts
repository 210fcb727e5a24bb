// The fields that forms of a project share: a reason, a day, who does it, what comes before, how grave.
import type { FieldSpec, Option, SideSeat } from '$lib/cooperation/forms/spec';
import { bankOrder } from '$lib/cooperation/types';
import { m } from '$lib/paraglide/messages';
import type { ProjectNode } from './types';
import { allLevels, levelWord } from './words';

type Input = Record<string, unknown>;

export const because = (): FieldSpec => ({
	key: 'reason',
	type: 'area',
	label: m.coop_reason(),
	required: true
});
export const day = (key: string, label: string, required = true): FieldSpec => ({
	key,
	type: 'date',
	label,
	required
});

/** The institutions of the project in whose name the viewer can act. */
export const seatsOf = (node: ProjectNode): SideSeat[] =>
	node.sides
		.flatMap((side) => side.parties)
		.filter((party) => party.isMine)
		.map((party) => party.organisation);

const partyOptions = (node: ProjectNode): Option[] =>
	bankOrder(node.sides).flatMap((side) =>
		side.parties.map((party) => ({
			value: party.organisation.id,
			label: party.organisation.name
		}))
	);

/** The results of the description by their place, and "none". */
export const resultOptions = (node: ProjectNode): Option[] => [
	{ value: '', label: m.proj_result_none() },
	...(node.agreed ?? node.description)!.results.map((one) => ({
		value: String(one.number),
		label: `${one.number}. ${one.texts[0]?.text ?? ''}`
	}))
];

export const party = (node: ProjectNode): FieldSpec[] => [
	{
		key: 'party',
		type: 'choice',
		label: m.proj_party(),
		options: partyOptions(node),
		required: true
	},
	{ key: 'role', type: 'text', label: m.proj_role(), hint: m.proj_role_hint() }
];

export const before = (node: ProjectNode, but?: string): FieldSpec => ({
	key: 'after',
	type: 'many',
	label: m.proj_after(),
	options: node.tasks
		.filter((task) => task.id !== but && task.state !== 'DROPPED')
		.map((task) => ({ value: task.id, label: task.title }))
});

/** Numbers are sent as numbers, and what was not chosen not at all. */
export const withResult = (input: Input): Input => {
	const { result, ...rest } = input;
	return result ? { ...rest, result: Number(result) } : rest;
};

export const levels = (): FieldSpec[] =>
	(['likelihood', 'effect'] as const).map((key) => ({
		key,
		type: 'choice',
		label: key === 'likelihood' ? m.proj_likelihood() : m.proj_effect(),
		options: allLevels.map((value) => ({ value, label: levelWord(value) })),
		required: true
	}));

export const answer = (): FieldSpec => ({
	key: 'answer',
	type: 'area',
	label: m.proj_answer(),
	required: true
});
