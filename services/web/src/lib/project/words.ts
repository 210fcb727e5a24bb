// The words of projects: stages, acts, states of tasks, markers and levels, in the language of the page.
import type {
	ProjectAct,
	ProjectMarker,
	ProjectStage,
	RiskEnd,
	RiskKind,
	RiskLevel,
	TaskState
} from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';

const stages: Record<ProjectStage, () => string> = {
	IDEA: m.proj_stage_IDEA,
	IDENTIFIED: m.proj_stage_IDENTIFIED,
	FORMULATED: m.proj_stage_FORMULATED,
	SUBMITTED: m.proj_stage_SUBMITTED,
	APPROVED: m.proj_stage_APPROVED,
	RUNNING: m.proj_stage_RUNNING,
	EVALUATED: m.proj_stage_EVALUATED,
	CLOSED: m.proj_stage_CLOSED,
	ABANDONED: m.proj_stage_ABANDONED
};
export const projectStageWord = (stage: ProjectStage): string => stages[stage]();
export const allStages = Object.keys(stages) as ProjectStage[];

export const projectTone = (stage: ProjectStage): 'plain' | 'good' | 'act' =>
	stage === 'RUNNING' || stage === 'EVALUATED'
		? 'good'
		: stage === 'CLOSED' || stage === 'ABANDONED'
			? 'plain'
			: 'act';

const acts: Record<ProjectAct, () => string> = {
	CONSENT: m.proj_act_CONSENT,
	START: m.proj_act_START,
	PLAN_TASK: m.proj_act_PLAN_TASK,
	SET_MILESTONE: m.proj_act_SET_MILESTONE,
	ADD_PHASE: m.proj_act_ADD_PHASE,
	DEFINE_INDICATOR: m.proj_act_DEFINE_INDICATOR,
	NOTE_RISK: m.proj_act_NOTE_RISK,
	REVISE: m.proj_act_REVISE,
	REACH_STAGE: m.proj_act_REACH_STAGE,
	CLOSE: m.proj_act_CLOSE,
	WITHDRAW_CONSENT: m.proj_act_WITHDRAW_CONSENT,
	ABANDON: m.proj_act_ABANDON
};
export const projectActWord = (act: ProjectAct): string => acts[act]();

/** Acts that stand beside what they add to, not at the top of the page. */
export const besideParts: readonly ProjectAct[] = [
	'PLAN_TASK',
	'SET_MILESTONE',
	'ADD_PHASE',
	'DEFINE_INDICATOR',
	'NOTE_RISK'
];
/** Acts that lead on; the others are one step away. */
const near: readonly ProjectAct[] = ['CONSENT', 'START'];
export const isNear = (act: ProjectAct): boolean => near.includes(act);

const states: Record<TaskState, () => string> = {
	PLANNED: m.proj_task_PLANNED,
	UNDER_WAY: m.proj_task_UNDER_WAY,
	DONE: m.proj_task_DONE,
	DROPPED: m.proj_task_DROPPED
};
export const taskStateWord = (state: TaskState): string => states[state]();
export const allStates = Object.keys(states) as TaskState[];

const markers: Record<ProjectMarker, () => string> = {
	GENDER: m.proj_marker_GENDER,
	ENVIRONMENT: m.proj_marker_ENVIRONMENT,
	BIODIVERSITY: m.proj_marker_BIODIVERSITY,
	CLIMATE_MITIGATION: m.proj_marker_CLIMATE_MITIGATION,
	CLIMATE_ADAPTATION: m.proj_marker_CLIMATE_ADAPTATION,
	DESERTIFICATION: m.proj_marker_DESERTIFICATION,
	MATERNAL_HEALTH: m.proj_marker_MATERNAL_HEALTH,
	DISASTER_RISK: m.proj_marker_DISASTER_RISK,
	DISABILITY: m.proj_marker_DISABILITY,
	NUTRITION: m.proj_marker_NUTRITION
};
export const markerWord = (marker: ProjectMarker): string => markers[marker]();
export const allMarkers = Object.keys(markers) as ProjectMarker[];

const levels: Record<RiskLevel, () => string> = {
	LOW: m.proj_level_LOW,
	MEDIUM: m.proj_level_MEDIUM,
	HIGH: m.proj_level_HIGH
};
export const levelWord = (level: RiskLevel): string => levels[level]();
export const allLevels = Object.keys(levels) as RiskLevel[];

const kinds: Record<RiskKind, () => string> = {
	RISK: m.proj_risk_RISK,
	ASSUMPTION: m.proj_risk_ASSUMPTION
};
export const riskKindWord = (kind: RiskKind): string => kinds[kind]();

const ends: Record<RiskEnd, () => string> = {
	HAPPENED: m.proj_risk_HAPPENED,
	PASSED: m.proj_risk_PASSED
};
export const riskEndWord = (end: RiskEnd): string => ends[end]();
