// The acts on a cooperation whose form is a few plain fields.
import {
	ChangeJumelageKindDocument,
	ChooseJumelageThemesDocument,
	ConfirmJumelageDocument,
	ConfirmPartnershipDocument,
	ContestJumelageDocument,
	ContestPartnershipDocument,
	DeclineJumelageDocument,
	DeclinePartnershipDocument,
	EndJumelageDocument,
	EndPartnershipDocument,
	InviteTownDocument,
	JoinJumelageDocument,
	RecordJumelageAnnulmentDocument,
	RecordPartnershipAnnulmentDocument,
	RegulariseJumelageDocument,
	RemarkOnJumelageDocument,
	RemarkOnPartnershipDocument,
	ReviveJumelageDocument,
	RevivePartnershipDocument,
	StartPartnershipDocument,
	WithdrawConsentDocument,
	WithdrawJumelageDocument,
	WithdrawPartnershipDocument
} from '$lib/gql/generated/cooperation';
import { m } from '$lib/paraglide/messages';
import { reference } from '$lib/reference.svelte';
import { allJumelageKinds, jumelageKindWord } from '$lib/words';
import {
	currentHash,
	type CooperationNode,
	type JumelageNode,
	type PartnershipNode
} from '../types';
import { actDocument, type ActDocument, type ActSpec, type FieldSpec } from './spec';

/** An act's form without its words, which the act gives. */
export type Form = Omit<ActSpec, 'title' | 'verb' | 'seats'>;

export const reason = (hint = m.coop_reason_hint()): FieldSpec => ({
	key: 'reason',
	type: 'area',
	label: m.coop_reason(),
	hint,
	required: true
});

const byReason = (document: ActDocument, fixed: Record<string, unknown>, lead?: string): Form => ({
	document,
	fixed,
	fields: [reason()],
	...(lead ? { lead } : {})
});

export const confirm = (node: CooperationNode): Form =>
	node.__typename === 'Jumelage'
		? plain(actDocument(ConfirmJumelageDocument), { jumelage: node.id }, m.coop_lead_confirm())
		: plain(
				actDocument(ConfirmPartnershipDocument),
				{ partnership: node.id },
				m.coop_lead_confirm()
			);

function plain(document: ActDocument, fixed: Record<string, unknown>, lead: string): Form {
	return { document, fixed, fields: [], lead };
}

export const join = (node: JumelageNode): Form =>
	plain(actDocument(JoinJumelageDocument), { jumelage: node.id }, m.coop_lead_join());

export const contest = (node: CooperationNode): Form =>
	node.__typename === 'Jumelage'
		? byReason(actDocument(ContestJumelageDocument), { jumelage: node.id }, m.coop_lead_contest())
		: byReason(
				actDocument(ContestPartnershipDocument),
				{ partnership: node.id },
				m.coop_lead_contest()
			);

export const decline = (node: CooperationNode): Form =>
	node.__typename === 'Jumelage'
		? byReason(actDocument(DeclineJumelageDocument), { jumelage: node.id }, m.coop_lead_decline())
		: byReason(
				actDocument(DeclinePartnershipDocument),
				{ partnership: node.id },
				m.coop_lead_decline()
			);

export const withdraw = (node: CooperationNode): Form =>
	node.__typename === 'Jumelage'
		? byReason(actDocument(WithdrawJumelageDocument), { jumelage: node.id }, m.coop_lead_withdraw())
		: byReason(
				actDocument(WithdrawPartnershipDocument),
				{ partnership: node.id },
				m.coop_lead_withdraw()
			);

export const withdrawConsent = (node: JumelageNode): Form =>
	byReason(actDocument(WithdrawConsentDocument), { jumelage: node.id });

export const revive = (node: CooperationNode): Form =>
	node.__typename === 'Jumelage'
		? byReason(actDocument(ReviveJumelageDocument), { jumelage: node.id }, m.coop_lead_revive())
		: byReason(
				actDocument(RevivePartnershipDocument),
				{ partnership: node.id },
				m.coop_lead_revive()
			);

export const end = (node: CooperationNode): Form => ({
	document:
		node.__typename === 'Jumelage'
			? actDocument(EndJumelageDocument)
			: actDocument(EndPartnershipDocument),
	fixed: { cooperation: node.id },
	lead: m.coop_lead_end(),
	fields: [
		reason(),
		{
			key: 'lessons',
			type: 'area',
			label: m.coop_lessons(),
			hint: m.coop_lessons_hint(),
			required: true
		}
	]
});

export const annulment = (node: CooperationNode): Form => ({
	document:
		node.__typename === 'Jumelage'
			? actDocument(RecordJumelageAnnulmentDocument)
			: actDocument(RecordPartnershipAnnulmentDocument),
	fixed: { cooperation: node.id },
	lead: m.coop_lead_annulment(),
	fields: [
		{ key: 'authority', type: 'text', label: m.coop_annulling_authority(), required: true },
		{ key: 'on', type: 'date', label: m.coop_date(), required: true },
		{ key: 'reference', type: 'text', label: m.coop_reference() },
		reason()
	]
});

export const regularise = (node: JumelageNode): Form => ({
	document: actDocument(RegulariseJumelageDocument),
	fixed: { jumelage: node.id },
	lead: m.coop_lead_regularise(),
	fields: [reason(), { key: 'reference', type: 'text', label: m.coop_reference() }]
});

export const changeKind = (node: JumelageNode): Form => ({
	document: actDocument(ChangeJumelageKindDocument),
	fixed: { jumelage: node.id },
	fields: [
		{
			key: 'kind',
			type: 'choice',
			label: m.coop_jumelage_kind(),
			options: allJumelageKinds.map((value) => ({ value, label: jumelageKindWord(value) })),
			required: true
		},
		reason()
	],
	initial: { kind: node.jumelageKind }
});

export const chooseThemes = (node: JumelageNode): Form => ({
	document: actDocument(ChooseJumelageThemesDocument),
	fixed: { jumelage: node.id },
	fields: [
		{
			key: 'themes',
			type: 'many',
			label: m.coop_themes(),
			options: reference.themeOptions,
			required: true
		},
		reason()
	],
	initial: { themes: node.themes.map((theme) => theme.code) }
});

export const inviteTown = (node: JumelageNode): Form => {
	const next = Math.max(...node.sides.map((side) => side.number)) + 1;
	return {
		document: actDocument(InviteTownDocument),
		fixed: { jumelage: node.id, side: next },
		lead: m.coop_lead_invite(),
		fields: [
			{
				key: 'organisation',
				type: 'organisation',
				label: m.coop_town_to_invite(),
				exclude: node.parties.map((party) => party.organisation.id),
				required: true
			},
			reason()
		]
	};
};

export const remark = (node: CooperationNode): Form => ({
	document:
		node.__typename === 'Jumelage'
			? actDocument(RemarkOnJumelageDocument)
			: actDocument(RemarkOnPartnershipDocument),
	fixed: { cooperation: node.id, about: currentHash(node) ?? '' },
	lead: m.coop_lead_remark(),
	fields: [
		{ key: 'body', type: 'text-in', label: m.coop_remark(), required: true },
		{
			key: 'visibility',
			type: 'choice',
			label: m.remark_for(),
			options: [
				{ value: 'PARTNERS', label: m.remark_for_all() },
				{ value: 'SIDE', label: m.remark_for_side() }
			],
			required: true
		}
	],
	initial: { visibility: 'PARTNERS' }
});

export const start = (node: PartnershipNode): Form => ({
	document: actDocument(StartPartnershipDocument),
	fixed: { partnership: node.id },
	lead: m.coop_lead_start(),
	fields: [{ key: 'on', type: 'date', label: m.coop_start_date(), required: true }]
});
