// The form of every act on a cooperation.
import {
	AcceptPartnershipDocument,
	AmendCharterDocument,
	ConsentToCharterDocument,
	FormCommitteeDocument,
	HoldCeremonyDocument,
	PlanExchangeDocument,
	RecordJumelageDecisionDocument,
	RecordPartnershipDecisionDocument,
	ReviseTermsDocument
} from '$lib/gql/generated/cooperation';
import type { Act } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { reference } from '$lib/reference.svelte';
import { allExchangeKinds, exchangeKindWord, voteWord } from '$lib/words';
import { actWord, isStop } from '../acts';
import {
	bankOrder,
	type CooperationNode,
	type JumelageNode,
	type LocalText,
	type PartnershipNode
} from '../types';
import * as by from './reasons';
import { actDocument, type ActSpec, type FieldSpec, type SideSeat, type TermsDraft } from './spec';

type Form = by.Form;

const copy = (texts: readonly LocalText[]): LocalText[] => texts.map((one) => ({ ...one }));

const consent = (node: JumelageNode): Form | null =>
	node.charter && {
		document: actDocument(ConsentToCharterDocument),
		fixed: { jumelage: node.id },
		based: { key: 'hash', hash: node.charter.hash },
		lead: m.coop_lead_consent(),
		fields: []
	};

const accept = (node: PartnershipNode): Form => ({
	document: actDocument(AcceptPartnershipDocument),
	fixed: { partnership: node.id },
	based: { key: 'hash', hash: node.terms.hash },
	lead: m.coop_lead_accept(),
	fields: []
});

const amend = (node: JumelageNode): Form | null =>
	node.charter && {
		document: actDocument(AmendCharterDocument),
		fixed: { jumelage: node.id },
		based: { key: 'basedOn', hash: node.charter.hash },
		lead: m.coop_lead_amend(),
		fields: [
			{ key: 'charter', type: 'texts', multiline: true, label: m.coop_charter(), required: true },
			by.reason()
		],
		initial: { charter: copy(node.charter.texts) }
	};

export function termsDraft(terms: PartnershipNode['terms']): TermsDraft {
	return {
		title: copy(terms.title),
		purpose: copy(terms.purpose),
		themes: terms.themes.map((theme) => theme.code),
		sdgs: terms.sdgs.map((sdg) => sdg.number),
		territories: terms.territories.join('\n'),
		benefits: terms.benefits.map((one) => ({ ...one }))
	};
}

const revise = (node: PartnershipNode): Form => ({
	document: actDocument(ReviseTermsDocument),
	fixed: { partnership: node.id },
	based: { key: 'basedOn', hash: node.terms.hash },
	lead: m.coop_lead_revise(),
	fields: [
		{
			key: 'terms',
			type: 'terms',
			label: m.coop_terms(),
			sides: bankOrder(node.sides),
			required: true
		},
		by.reason()
	],
	initial: { terms: termsDraft(node.terms) }
});

const decision = (node: CooperationNode): Form => ({
	document:
		node.__typename === 'Jumelage'
			? actDocument(RecordJumelageDecisionDocument)
			: actDocument(RecordPartnershipDecisionDocument),
	fixed: { cooperation: node.id },
	lead: m.coop_lead_decision(),
	fields: [
		{
			key: 'outcome',
			type: 'choice',
			label: m.coop_outcome(),
			options: (['ADOPTED', 'REJECTED'] as const).map((value) => ({
				value,
				label: voteWord(value)
			})),
			required: true
		},
		{ key: 'on', type: 'date', label: m.coop_session_date(), required: true },
		{ key: 'reference', type: 'text', label: m.coop_reference() },
		{ key: 'motives', type: 'area', label: m.coop_motives(), hint: m.coop_decision_hint() },
		{ key: 'modalities', type: 'area', label: m.coop_modalities() },
		{ key: 'financialMeans', type: 'area', label: m.coop_means(), hint: m.coop_means_hint() }
	]
});

const ceremony = (node: JumelageNode): Form => ({
	document: actDocument(HoldCeremonyDocument),
	fixed: { jumelage: node.id },
	lead: m.coop_lead_ceremony(),
	fields: [
		{ key: 'on', type: 'date', label: m.coop_date(), required: true },
		{ key: 'place', type: 'text', label: m.coop_place(), required: true },
		{ key: 'participants', type: 'number', label: m.coop_participants() }
	]
});

const committee = (node: JumelageNode): Form => ({
	document: actDocument(FormCommitteeDocument),
	fixed: { jumelage: node.id },
	lead: m.coop_lead_committee(),
	fields: [
		{
			key: 'organisation',
			type: 'choice',
			label: m.coop_committee_of(),
			options: node.parties
				.filter((party) => party.isMine)
				.map((party) => ({ value: party.organisation.id, label: party.organisation.name })),
			required: true
		},
		{
			key: 'seats',
			type: 'seats',
			label: m.coop_seats(),
			hint: m.coop_seats_hint(),
			required: true
		},
		{ key: 'tasks', type: 'lines', label: m.coop_tasks(), hint: m.coop_one_a_line() }
	]
});

const exchangeFields = (node: CooperationNode): FieldSpec[] => [
	{
		key: 'kind',
		type: 'choice',
		label: m.coop_exchange_kind(),
		options: allExchangeKinds.map((value) => ({ value, label: exchangeKindWord(value) })),
		required: true
	},
	{ key: 'title', type: 'texts', multiline: false, label: m.coop_title(), required: true },
	{ key: 'starts', type: 'date', label: m.coop_starts(), required: true },
	{ key: 'ends', type: 'date', label: m.coop_ends(), required: true },
	{
		key: 'host',
		type: 'choice',
		label: m.coop_host(),
		options: node.parties.map((party) => ({
			value: party.organisation.id,
			label: party.organisation.name
		})),
		required: true
	},
	{ key: 'themes', type: 'many', label: m.coop_themes(), options: reference.themeOptions }
];

const exchange = (node: CooperationNode): Form => ({
	document: actDocument(PlanExchangeDocument),
	fixed: { cooperation: node.id },
	lead: m.coop_lead_exchange(),
	fields: exchangeFields(node)
});

function formOf(node: CooperationNode, act: Act): Form | null {
	const jumelage = node.__typename === 'Jumelage' ? node : null;
	const partnership = node.__typename === 'Partnership' ? node : null;
	switch (act) {
		case 'AMEND_CHARTER':
			return jumelage && amend(jumelage);
		case 'REMARK':
			return by.remark(node);
		case 'CONSENT':
			return jumelage && consent(jumelage);
		case 'WITHDRAW_CONSENT':
			return jumelage && by.withdrawConsent(jumelage);
		case 'RECORD_DECISION':
			return decision(node);
		case 'HOLD_CEREMONY':
			return jumelage && ceremony(jumelage);
		case 'DECLINE':
			return by.decline(node);
		case 'WITHDRAW':
			return by.withdraw(node);
		case 'CONFIRM':
			return by.confirm(node);
		case 'CONTEST':
			return by.contest(node);
		case 'CHANGE_KIND':
			return jumelage && by.changeKind(jumelage);
		case 'CHOOSE_THEMES':
			return jumelage && by.chooseThemes(jumelage);
		case 'INVITE_TOWN':
			return jumelage && by.inviteTown(jumelage);
		case 'JOIN':
			return jumelage && by.join(jumelage);
		case 'REVIVE':
			return by.revive(node);
		case 'END':
			return by.end(node);
		case 'RECORD_ANNULMENT':
			return by.annulment(node);
		case 'REGULARISE':
			return jumelage && by.regularise(jumelage);
		case 'REVISE_TERMS':
			return partnership && revise(partnership);
		case 'ACCEPT':
			return partnership && accept(partnership);
		case 'START':
			return partnership && by.start(partnership);
		case 'FORM_COMMITTEE':
			return jumelage && committee(jumelage);
		case 'PLAN_EXCHANGE':
			return exchange(node);
	}
}

/** The institutions in whose name the viewer can act on the cooperation. */
export function seatsIn(node: CooperationNode, act?: Act): SideSeat[] {
	const invited = node.__typename === 'Jumelage' ? node.invitations : [];
	const among = act === 'JOIN' ? invited : node.parties;
	return among.filter((party) => party.isMine).map((party) => party.organisation);
}

/** The form of an act on this cooperation; null where the kind does not know the act. */
export function specFor(node: CooperationNode, act: Act): ActSpec | null {
	const form = formOf(node, act);
	if (!form) return null;
	return {
		...form,
		title: actWord(act),
		verb: actWord(act),
		stop: isStop(act),
		seats: seatsIn(node, act)
	};
}
