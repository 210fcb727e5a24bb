// The forms of acts on an evaluation: opening, a side's answers, measures, the conclusion.
import {
	AgreeToMeasureDocument,
	AnswerEvaluationDocument,
	ConcludeEvaluationDocument,
	DropMeasureDocument,
	OpenEvaluationDocument,
	ProposeMeasureDocument,
	TakeUpMeasureDocument
} from '$lib/gql/generated/evaluation';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type SideSeat,
	type Values
} from '$lib/cooperation/forms/spec';
import { bankOrder } from '$lib/cooperation/types';
import { m } from '$lib/paraglide/messages';
import { answersOf, markKey, textKey } from './answers';
import type { EvaluatedProject, EvaluationNode, FormNode, MeasureNode } from './types';

const seatsOf = (project: EvaluatedProject): SideSeat[] =>
	project.sides
		.flatMap((side) => side.parties)
		.filter((party) => party.isMine)
		.map((party) => party.organisation);

const base = (
	project: EvaluatedProject,
	title: string,
	fixed: Record<string, string> = {}
): Omit<ActSpec, 'document' | 'fields'> => ({
	title,
	verb: title,
	fixed: { project: project.id, ...fixed },
	seats: seatsOf(project)
});

export const openSpec = (project: EvaluatedProject): ActSpec => ({
	...base(project, m.ev_open()),
	document: actDocument(OpenEvaluationDocument),
	fields: [
		{
			key: 'occasion',
			type: 'choice',
			label: m.ev_occasion(),
			options: [
				{ value: 'MIDTERM', label: m.ev_MIDTERM() },
				{ value: 'FINAL', label: m.ev_FINAL() }
			],
			required: true
		},
		{ key: 'until', type: 'date', label: m.ev_until(), required: true }
	]
});

/** One field of words a question, and a mark beside it where the form has one. */
function questions(form: FormNode): FieldSpec[] {
	const marks = [
		{ value: '', label: m.ev_no_mark() },
		...form.marks.map((label, place) => ({ value: String(place + 1), label }))
	];
	return form.criteria.flatMap((one) => {
		const words: FieldSpec = { key: textKey(one.code), type: 'area', label: one.question };
		const label = m.ev_mark({ question: one.question });
		const mark: FieldSpec = { key: markKey(one.code), type: 'choice', label, options: marks };
		return one.marked ? [mark, words] : [words];
	});
}

export function answerSpec(
	project: EvaluatedProject,
	one: EvaluationNode,
	form: FormNode,
	lang: string
): ActSpec {
	const own = one.sides.find((side) => side.isMine)?.answers ?? null;
	const initial: Values = {};
	for (const given of own ?? []) {
		if (given.text) initial[textKey(given.criterion)] = given.text.text;
		if (given.mark) initial[markKey(given.criterion)] = String(given.mark);
	}
	const codes = form.criteria.map((criterion) => criterion.code);
	return {
		...base(project, own ? m.ev_answer_again() : m.ev_answer(), { evaluation: one.id }),
		document: actDocument(AnswerEvaluationDocument),
		lead: m.ev_answer_lead(),
		fields: questions(form),
		initial,
		shape: (input) => answersOf(input, codes, lang)
	};
}

export const measureSpec = (project: EvaluatedProject, one: EvaluationNode): ActSpec => ({
	...base(project, m.ev_propose(), { evaluation: one.id }),
	document: actDocument(ProposeMeasureDocument),
	fields: [
		{ key: 'title', type: 'texts', multiline: false, label: m.ev_measure(), required: true },
		{
			key: 'party',
			type: 'choice',
			label: m.proj_party(),
			options: bankOrder(project.sides).flatMap((side) =>
				side.parties.map(({ organisation }) => ({
					value: organisation.id,
					label: organisation.name
				}))
			),
			required: true
		},
		{ key: 'due', type: 'date', label: m.proj_due(), required: true }
	]
});

export type MeasureAct = 'agree' | 'drop' | 'take_up';

export function onMeasure(
	project: EvaluatedProject,
	one: EvaluationNode,
	measure: MeasureNode,
	act: MeasureAct
): ActSpec {
	const fixed = { evaluation: one.id, measure: measure.id };
	switch (act) {
		case 'agree':
			return {
				...base(project, m.ev_agree(), fixed),
				title: `${m.ev_agree()} – ${measure.title}`,
				document: actDocument(AgreeToMeasureDocument),
				fields: []
			};
		case 'take_up':
			return {
				...base(project, m.ev_take_up(), fixed),
				title: `${m.ev_take_up()} – ${measure.title}`,
				document: actDocument(TakeUpMeasureDocument),
				fields: []
			};
		case 'drop':
			return {
				...base(project, m.ev_drop(), fixed),
				title: `${m.ev_drop()} – ${measure.title}`,
				document: actDocument(DropMeasureDocument),
				fields: [{ key: 'reason', type: 'area', label: m.coop_reason(), required: true }],
				stop: true
			};
	}
}

export const concludeSpec = (project: EvaluatedProject, one: EvaluationNode): ActSpec => ({
	...base(project, m.ev_conclude(), { evaluation: one.id }),
	document: actDocument(ConcludeEvaluationDocument),
	fields: [
		{ key: 'conclusion', type: 'texts', multiline: true, label: m.ev_conclusion(), required: true }
	]
});
