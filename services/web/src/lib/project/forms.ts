// The forms of acts on a project as a whole, and of what is added to it.
import {
	AbandonProjectDocument,
	CloseProjectDocument,
	ConsentToProjectDocument,
	DefineIndicatorDocument,
	NoteRiskDocument,
	PlanTaskDocument,
	ReachProjectStageDocument,
	ReviseProjectDocument,
	SetMilestoneDocument,
	StartProjectDocument,
	WithdrawProjectConsentDocument
} from '$lib/gql/generated/project';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type Option
} from '$lib/cooperation/forms/spec';
import { bankOrder } from '$lib/cooperation/types';
import type { ProjectAct } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { today } from './today';
import {
	answer,
	because,
	before,
	day,
	levels,
	party,
	resultOptions,
	seatsOf,
	withResult
} from './fields';
import { phaseField, phaseForm } from './phases';
import { describedValues, describeFields, intoDescription } from './describe';
import type { ProjectNode } from './types';
import { allStages, projectActWord, projectStageWord, riskKindWord } from './words';

type Part = Pick<ActSpec, 'document' | 'fields'> & Partial<ActSpec>;

function taskForm(node: ProjectNode): Part {
	const tasks = node.tasks.length > 0 ? [before(node)] : [];
	return {
		document: actDocument(PlanTaskDocument),
		lead: m.proj_task_lead(),
		fields: [
			{ key: 'title', type: 'texts', multiline: false, label: m.proj_task(), required: true },
			...party(node),
			day('starts', m.proj_starts(), false),
			day('due', m.proj_due()),
			...phaseField(node),
			{ key: 'result', type: 'choice', label: m.proj_result(), options: resultOptions(node) },
			{ key: 'checklist', type: 'lines', label: m.proj_checklist(), hint: m.proj_checklist_hint() },
			...tasks
		],
		shape: withResult
	};
}

function indicatorForm(node: ProjectNode): Part {
	return {
		document: actDocument(DefineIndicatorDocument),
		fields: [
			{ key: 'name', type: 'texts', multiline: false, label: m.proj_indicator(), required: true },
			{
				key: 'unit',
				type: 'text',
				label: m.proj_unit(),
				hint: m.proj_unit_hint(),
				required: true
			},
			{ key: 'result', type: 'choice', label: m.proj_result(), options: resultOptions(node) },
			{
				key: 'baseline',
				type: 'decimal',
				label: m.proj_baseline(),
				hint: m.proj_number_hint(),
				required: true
			},
			day('baselineOn', m.proj_baseline_on(), false),
			{ key: 'target', type: 'decimal', label: m.proj_target(), required: true },
			day('due', m.proj_due()),
			{
				key: 'bySex',
				type: 'choice',
				label: m.proj_by_sex(),
				options: [
					{ value: 'no', label: m.conv_no() },
					{ value: 'yes', label: m.conv_yes() }
				]
			}
		],
		shape: (input) => withResult({ ...input, bySex: input.bySex === 'yes' })
	};
}

const laterStages = (node: ProjectNode): Option[] =>
	allStages
		.filter((stage) =>
			['IDENTIFIED', 'FORMULATED', 'SUBMITTED', 'APPROVED', 'EVALUATED'].includes(stage)
		)
		.filter((stage) => allStages.indexOf(stage) > allStages.indexOf(node.stage))
		.filter((stage) => (stage === 'EVALUATED') === (node.startedOn !== null))
		.map((value) => ({ value, label: projectStageWord(value) }));

function part(node: ProjectNode, act: ProjectAct): Part {
	const hash = node.description?.hash ?? '';
	switch (act) {
		case 'CONSENT':
			return {
				document: actDocument(ConsentToProjectDocument),
				lead: m.proj_consent_lead(),
				fields: [],
				based: { key: 'hash', hash }
			};
		case 'REVISE':
			return {
				document: actDocument(ReviseProjectDocument),
				lead: m.proj_revise_lead(),
				fields: [...describeFields(sideLabels(node)), because()],
				initial: node.description ? describedValues(node.description) : undefined,
				based: { key: 'basedOn', hash },
				shape: intoDescription
			};
		case 'WITHDRAW_CONSENT':
			return { document: actDocument(WithdrawProjectConsentDocument), fields: [because()] };
		case 'REACH_STAGE':
			return {
				document: actDocument(ReachProjectStageDocument),
				lead: m.proj_stage_lead(),
				fields: [
					{
						key: 'stage',
						type: 'choice',
						label: m.proj_stage(),
						options: laterStages(node),
						required: true
					},
					day('on', m.proj_since()),
					{ key: 'reason', type: 'area', label: m.proj_stage_reason(), required: true }
				],
				initial: { on: today() }
			};
		case 'START':
			return {
				document: actDocument(StartProjectDocument),
				fields: [day('on', m.proj_first_day())],
				initial: { on: today() }
			};
		case 'CLOSE':
			return {
				document: actDocument(CloseProjectDocument),
				fields: [
					day('on', m.proj_last_day()),
					{ key: 'reason', type: 'area', label: m.proj_brought(), required: true },
					lessons(true)
				],
				initial: { on: today() },
				stop: true
			};
		case 'ABANDON':
			return {
				document: actDocument(AbandonProjectDocument),
				lead: m.proj_abandon_lead(),
				fields: [because(), lessons(false)],
				stop: true
			};
		case 'PLAN_TASK':
			return taskForm(node);
		case 'SET_MILESTONE':
			return {
				document: actDocument(SetMilestoneDocument),
				fields: [
					{
						key: 'title',
						type: 'texts',
						multiline: false,
						label: m.proj_milestone(),
						required: true
					},
					day('due', m.proj_due()),
					...phaseField(node)
				]
			};
		case 'ADD_PHASE':
			return phaseForm();
		case 'DEFINE_INDICATOR':
			return indicatorForm(node);
		case 'NOTE_RISK':
			return {
				document: actDocument(NoteRiskDocument),
				fields: [
					{
						key: 'kind',
						type: 'choice',
						label: m.proj_risk_kind(),
						options: (['RISK', 'ASSUMPTION'] as const).map((value) => ({
							value,
							label: riskKindWord(value)
						})),
						required: true
					},
					{
						key: 'text',
						type: 'texts',
						multiline: false,
						label: m.proj_risk_text(),
						required: true
					},
					...levels(),
					answer()
				]
			};
	}
}

const lessons = (required: boolean): FieldSpec => ({
	key: 'lessons',
	type: 'area',
	label: m.proj_lessons(),
	hint: m.proj_lessons_hint(),
	required
});

const sideLabels = (node: ProjectNode) =>
	bankOrder(node.sides).map((side) => ({
		number: side.number,
		label: side.parties.map((one) => one.organisation.name).join(', ')
	}));

/** The form of an act on a project. */
export function projectSpec(node: ProjectNode, act: ProjectAct): ActSpec {
	const word = projectActWord(act);
	return {
		title: word,
		verb: word,
		fixed: { project: node.id },
		seats: seatsOf(node),
		...part(node, act)
	};
}
