// The words of conventions: kinds, stages, acts and steps, in the language of the page.
import type {
	ConventionAct,
	ConventionGate,
	ConventionKind,
	ConventionStage,
	ConventionStep
} from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';

const kinds: Record<ConventionKind, () => string> = {
	FRAMEWORK: m.conv_kind_FRAMEWORK,
	PROJECT: m.conv_kind_PROJECT,
	ASSOCIATION: m.conv_kind_ASSOCIATION,
	FRIENDSHIP_CHARTER: m.conv_kind_FRIENDSHIP_CHARTER,
	AMENDMENT: m.conv_kind_AMENDMENT
};
export const conventionKindWord = (kind: ConventionKind): string => kinds[kind]();

const stages: Record<ConventionStage, () => string> = {
	DRAFTING: m.conv_stage_DRAFTING,
	TEXT_AGREED: m.conv_stage_TEXT_AGREED,
	APPROVED: m.conv_stage_APPROVED,
	SIGNED: m.conv_stage_SIGNED,
	IN_FORCE: m.conv_stage_IN_FORCE,
	EXPIRED: m.conv_stage_EXPIRED,
	TERMINATED: m.conv_stage_TERMINATED,
	ABANDONED: m.conv_stage_ABANDONED,
	ANNULLED: m.conv_stage_ANNULLED
};
export const conventionStageWord = (stage: ConventionStage): string => stages[stage]();

const closed: readonly ConventionStage[] = ['EXPIRED', 'TERMINATED', 'ABANDONED', 'ANNULLED'];
export const conventionTone = (stage: ConventionStage): 'plain' | 'good' | 'act' =>
	stage === 'IN_FORCE' ? 'good' : closed.includes(stage) ? 'plain' : 'act';

const acts: Record<ConventionAct, () => string> = {
	CONSENT: m.conv_act_CONSENT,
	NAME_VERSION: m.conv_act_NAME_VERSION,
	RECORD_VOTE: m.conv_act_RECORD_VOTE,
	SIGN: m.conv_act_SIGN,
	COMPLETE_FORMALITY: m.conv_act_COMPLETE_FORMALITY,
	ENTER_INTO_FORCE: m.conv_act_ENTER_INTO_FORCE,
	RECORD_OBSERVATION: m.conv_act_RECORD_OBSERVATION,
	WITHDRAW_OBSERVATION: m.conv_act_WITHDRAW_OBSERVATION,
	RENEW: m.conv_act_RENEW,
	EXPIRE: m.conv_act_EXPIRE,
	WITHDRAW_CONSENT: m.conv_act_WITHDRAW_CONSENT,
	ABANDON: m.conv_act_ABANDON,
	TERMINATE: m.conv_act_TERMINATE,
	RECORD_ANNULMENT: m.conv_act_RECORD_ANNULMENT
};
export const conventionActWord = (act: ConventionAct): string => acts[act]();

const steps: Record<ConventionStep, () => string> = {
	PRIOR_AUTHORISATION: m.conv_step_PRIOR_AUTHORISATION,
	FEDERAL_APPROVAL: m.conv_step_FEDERAL_APPROVAL,
	CONSULTATION: m.conv_step_CONSULTATION,
	OPINION: m.conv_step_OPINION,
	TRANSMISSION: m.conv_step_TRANSMISSION,
	ACKNOWLEDGEMENT: m.conv_step_ACKNOWLEDGEMENT,
	REGISTRATION: m.conv_step_REGISTRATION
};
export const conventionStepWord = (step: ConventionStep): string => steps[step]();

const gates: Record<ConventionGate, () => string> = {
	SIGNATURE: m.conv_gate_SIGNATURE,
	FORCE: m.conv_gate_FORCE,
	REMINDER: m.conv_gate_REMINDER
};
export const conventionGateWord = (gate: ConventionGate): string => gates[gate]();

/** Acts that follow the path; the others are one step away. */
const near: readonly ConventionAct[] = [
	'CONSENT',
	'NAME_VERSION',
	'RECORD_VOTE',
	'SIGN',
	'COMPLETE_FORMALITY',
	'ENTER_INTO_FORCE',
	'RENEW',
	'EXPIRE'
];
export const isNear = (act: ConventionAct): boolean => near.includes(act);
