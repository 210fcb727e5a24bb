// The forms of acts on a part of a project: a task, a milestone, an indicator, a risk.
import {
	AddChecklistItemDocument,
	AssignTaskDocument,
	CorrectMeasurementDocument,
	DropIndicatorDocument,
	DropTaskDocument,
	MeasureIndicatorDocument,
	MoveMilestoneDocument,
	OrderTaskDocument,
	ReachMilestoneDocument,
	ReassessRiskDocument,
	ReopenTaskDocument,
	RescheduleTaskDocument,
	SettleRiskDocument
} from '$lib/gql/generated/project';
import { actDocument, type ActSpec, type FieldSpec } from '$lib/cooperation/forms/spec';
import type { TaskState } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { answer, because, before, day, levels, party, seatsOf } from './fields';
import { placeMilestoneSpec, placeTaskSpec } from './phases';
import { today } from './today';
import type {
	IndicatorNode,
	MeasurementNode,
	MilestoneNode,
	ProjectNode,
	RiskNode,
	TaskNode
} from './types';
import { riskEndWord } from './words';

/** What can be done with a task besides beginning and finishing it. */
export type TaskAct = 'reschedule' | 'assign' | 'order' | 'phase' | 'item' | 'drop' | 'reopen';

const taskActs: Record<TaskAct, () => string> = {
	reschedule: m.proj_task_reschedule,
	assign: m.proj_task_assign,
	order: m.proj_task_order,
	phase: m.proj_phase_place,
	item: m.proj_task_item,
	drop: m.proj_task_drop,
	reopen: m.proj_task_reopen
};
export const taskActWord = (act: TaskAct): string => taskActs[act]();

/** What is offered with a task: others may plan with it, only its own side says how far it is. */
export function taskActsOf(task: TaskNode, canWork: boolean, phases: boolean): TaskAct[] {
	if (!canWork) return [];
	const place: TaskAct[] = phases ? ['phase'] : [];
	const open: TaskState[] = ['PLANNED', 'UNDER_WAY'];
	if (!open.includes(task.state)) return task.isMine ? ['reopen', ...place] : place;
	const planning: TaskAct[] = ['reschedule', 'assign', 'order', ...place, 'item'];
	return task.isMine ? [...planning, 'drop'] : planning;
}

type Part = Pick<ActSpec, 'document' | 'fields'> & Partial<ActSpec>;

function taskPart(node: ProjectNode, task: TaskNode, act: TaskAct): Part {
	switch (act) {
		case 'reschedule':
			return {
				document: actDocument(RescheduleTaskDocument),
				fields: [day('starts', m.proj_starts(), false), day('due', m.proj_due()), because()],
				initial: { starts: task.starts ?? '', due: task.due }
			};
		case 'assign':
			return {
				document: actDocument(AssignTaskDocument),
				fields: [...party(node), because()],
				initial: { party: task.organisation.id, role: task.role ?? '' }
			};
		case 'order':
			return {
				document: actDocument(OrderTaskDocument),
				fields: [before(node, task.id), because()],
				initial: { after: [...task.after] }
			};
		case 'phase':
			return placeTaskSpec(node, task);
		case 'item':
			return {
				document: actDocument(AddChecklistItemDocument),
				fields: [{ key: 'text', type: 'text', label: m.proj_item(), required: true }]
			};
		case 'drop':
			return { document: actDocument(DropTaskDocument), fields: [because()], stop: true };
		case 'reopen':
			return { document: actDocument(ReopenTaskDocument), fields: [because()] };
	}
}

/** The form of an act on a task. */
export const taskSpec = (node: ProjectNode, task: TaskNode, act: TaskAct): ActSpec => ({
	title: `${taskActWord(act)} – ${task.title}`,
	verb: taskActWord(act),
	fixed: { project: node.id, task: task.id },
	seats: seatsOf(node),
	...taskPart(node, task, act)
});

/** Reaching or moving a milestone. */
function milestoneSpec(node: ProjectNode, one: MilestoneNode, act: 'reach' | 'move'): ActSpec {
	const word = act === 'reach' ? m.proj_milestone_reach() : m.proj_milestone_move();
	const common = {
		title: `${word} – ${one.title}`,
		verb: word,
		fixed: { project: node.id, milestone: one.id },
		seats: seatsOf(node)
	};
	return act === 'reach'
		? {
				...common,
				document: actDocument(ReachMilestoneDocument),
				fields: [day('on', m.proj_on())],
				initial: { on: today() }
			}
		: {
				...common,
				document: actDocument(MoveMilestoneDocument),
				fields: [day('due', m.proj_due()), because()],
				initial: { due: one.due }
			};
}

/** What is offered with a milestone: moving it until it is reached, its phase at any time. */
export const milestoneSpecs = (node: ProjectNode, one: MilestoneNode): ActSpec[] => [
	...(one.reached ? [] : (['reach', 'move'] as const).map((act) => milestoneSpec(node, one, act))),
	...(node.phases.length > 0 ? [placeMilestoneSpec(node, one)] : [])
];

function reading(indicator: IndicatorNode): FieldSpec[] {
	const sexes = (['women', 'men'] as const).map((key): FieldSpec => ({
		key,
		type: 'decimal',
		label: key === 'women' ? m.proj_women() : m.proj_men()
	}));
	return [
		day('on', m.proj_on()),
		{
			key: 'value',
			type: 'decimal',
			label: m.proj_value({ unit: indicator.unit }),
			hint: m.proj_number_hint(),
			required: true
		},
		...(indicator.bySex ? sexes : []),
		{
			key: 'source',
			type: 'text',
			label: m.proj_source(),
			hint: m.proj_source_hint(),
			required: true
		}
	];
}

/** Measuring an indicator, correcting a measurement, or giving the indicator up. */
export function measureSpec(node: ProjectNode, indicator: IndicatorNode): ActSpec {
	return {
		title: `${m.proj_measure()} – ${indicator.name}`,
		verb: m.proj_measure(),
		document: actDocument(MeasureIndicatorDocument),
		fixed: { project: node.id, indicator: indicator.id },
		seats: seatsOf(node),
		fields: reading(indicator),
		initial: { on: today() }
	};
}

export function correctSpec(
	node: ProjectNode,
	indicator: IndicatorNode,
	old: MeasurementNode
): ActSpec {
	return {
		title: `${m.proj_correct()} – ${indicator.name}`,
		verb: m.proj_correct(),
		lead: m.proj_correct_lead(),
		document: actDocument(CorrectMeasurementDocument),
		fixed: { project: node.id, indicator: indicator.id, replaces: old.id },
		seats: seatsOf(node),
		fields: [...reading(indicator), because()],
		initial: {
			on: old.on,
			value: old.value,
			women: old.women ?? '',
			men: old.men ?? '',
			source: old.source
		}
	};
}

export const dropIndicatorSpec = (node: ProjectNode, indicator: IndicatorNode): ActSpec => ({
	title: `${m.proj_indicator_drop()} – ${indicator.name}`,
	verb: m.proj_indicator_drop(),
	document: actDocument(DropIndicatorDocument),
	fixed: { project: node.id, indicator: indicator.id },
	seats: seatsOf(node),
	fields: [because()],
	stop: true
});

/** Seeing a risk with other eyes, or settling it. */
export function riskSpec(node: ProjectNode, risk: RiskNode, act: 'reassess' | 'settle'): ActSpec {
	const word = act === 'reassess' ? m.proj_risk_reassess() : m.proj_risk_settle();
	const common = {
		title: `${word} – ${risk.text}`,
		verb: word,
		fixed: { project: node.id, risk: risk.id },
		seats: seatsOf(node)
	};
	if (act === 'reassess') {
		return {
			...common,
			document: actDocument(ReassessRiskDocument),
			fields: [...levels(), answer(), because()],
			initial: { likelihood: risk.likelihood, effect: risk.effect, answer: risk.answer }
		};
	}
	return {
		...common,
		document: actDocument(SettleRiskDocument),
		fields: [
			{
				key: 'end',
				type: 'choice',
				label: m.proj_risk_end(),
				options: (['PASSED', 'HAPPENED'] as const).map((value) => ({
					value,
					label: riskEndWord(value)
				})),
				required: true
			},
			because()
		]
	};
}
