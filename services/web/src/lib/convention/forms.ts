// The forms of acts on a convention.
import {
	AbandonConventionDocument,
	CompleteFormalityDocument,
	ConsentToConventionDocument,
	ExpireConventionDocument,
	NameConventionVersionDocument,
	RecordConventionAnnulmentDocument,
	RecordConventionForceDocument,
	RecordConventionVoteDocument,
	RecordLegalityObservationDocument,
	RenewConventionDocument,
	SignConventionDocument,
	TerminateConventionDocument,
	WithdrawConventionConsentDocument,
	WithdrawLegalityObservationDocument
} from '$lib/gql/generated/convention';
import { reason } from '$lib/cooperation/forms/reasons';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type SideSeat
} from '$lib/cooperation/forms/spec';
import type { ConventionAct } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { present, type ConventionNode } from './types';
import { term, versionSpec, withTerm } from './version';
import { conventionActWord, conventionStepWord } from './words';

type Input = Record<string, unknown>;

const on = (): FieldSpec => ({ key: 'on', type: 'date', label: m.conv_on(), required: true });
const authority = (): FieldSpec => ({
	key: 'authority',
	type: 'text',
	label: m.conv_authority(),
	hint: m.conv_authority_hint(),
	required: true
});
const documentHash = (): FieldSpec => ({
	key: 'document',
	type: 'text',
	label: m.conv_document(),
	hint: m.conv_document_hint()
});
function vote(): FieldSpec[] {
	return [
		{
			key: 'outcome',
			type: 'choice',
			label: m.coop_outcome(),
			options: [
				{ value: 'ADOPTED', label: m.vote_ADOPTED() },
				{ value: 'REJECTED', label: m.vote_REJECTED() }
			],
			required: true
		},
		on(),
		{ key: 'number', type: 'text', label: m.conv_number() },
		{ key: 'inFavour', type: 'number', label: m.conv_votes_for() },
		{ key: 'against', type: 'number', label: m.conv_votes_against() },
		{ key: 'abstained', type: 'number', label: m.conv_votes_abstained() },
		documentHash()
	];
}

/** Counts are sent together, or not at all. */
function withVotes(input: Input): Input {
	const { inFavour, against, abstained, ...rest } = input;
	const counted = [inFavour, against, abstained].some((count) => count !== undefined);
	if (!counted) return rest;
	const votes = { inFavour: inFavour ?? 0, against: against ?? 0, abstained: abstained ?? 0 };
	return { ...rest, votes };
}

function formality(node: ConventionNode): FieldSpec[] {
	const owed = node.parties
		.filter((party) => party.isMine)
		.flatMap((party) => party.steps.filter((step) => step.done === null));
	return [
		{
			key: 'step',
			type: 'choice',
			label: m.conv_step(),
			options: owed.map((one) => ({ value: one.step, label: conventionStepWord(one.step) })),
			required: true
		},
		on(),
		authority(),
		{ key: 'reference', type: 'text', label: m.conv_reference() },
		{
			key: 'favourable',
			type: 'choice',
			label: m.conv_favourable(),
			options: [
				{ value: 'yes', label: m.conv_yes() },
				{ value: 'no', label: m.conv_no() }
			]
		},
		documentHash()
	];
}

const observations = (node: ConventionNode): FieldSpec => ({
	key: 'observation',
	type: 'choice',
	label: m.conv_observation(),
	options: node.parties
		.filter((party) => party.isMine)
		.flatMap((party) => party.observations)
		.map((one) => ({ value: one.id, label: one.grounds })),
	required: true
});

type Part = Pick<ActSpec, 'document' | 'fields'> & Partial<ActSpec>;

function part(node: ConventionNode, act: ConventionAct): Part {
	const now = present(node);
	switch (act) {
		case 'NAME_VERSION':
			return { document: actDocument(NameConventionVersionDocument), ...versionSpec(node) };
		case 'CONSENT':
			return {
				document: actDocument(ConsentToConventionDocument),
				lead: m.conv_consent_lead(),
				fields: [],
				based: { key: 'hash', hash: now?.hash ?? '' }
			};
		case 'WITHDRAW_CONSENT':
			return { document: actDocument(WithdrawConventionConsentDocument), fields: [reason()] };
		case 'RECORD_VOTE':
			return {
				document: actDocument(RecordConventionVoteDocument),
				fields: vote(),
				shape: withVotes
			};
		case 'SIGN':
			return {
				document: actDocument(SignConventionDocument),
				fields: [
					on(),
					{ key: 'place', type: 'text', label: m.coop_place(), required: true },
					{
						key: 'function',
						type: 'text',
						label: m.conv_function(),
						hint: m.conv_function_hint(),
						required: true
					},
					documentHash()
				]
			};
		case 'COMPLETE_FORMALITY':
			return {
				document: actDocument(CompleteFormalityDocument),
				lead: m.conv_formality_lead(),
				fields: formality(node),
				shape: (input) => ({ ...input, favourable: input.favourable !== 'no' })
			};
		case 'ENTER_INTO_FORCE':
			return { document: actDocument(RecordConventionForceDocument), fields: [] };
		case 'RECORD_OBSERVATION':
			return {
				document: actDocument(RecordLegalityObservationDocument),
				fields: [
					authority(),
					{ key: 'grounds', type: 'area', label: m.conv_grounds(), required: true },
					on()
				]
			};
		case 'WITHDRAW_OBSERVATION':
			return {
				document: actDocument(WithdrawLegalityObservationDocument),
				fields: [observations(node), on(), reason()]
			};
		case 'RENEW':
			return {
				document: actDocument(RenewConventionDocument),
				fields: [...term(), reason()],
				shape: withTerm
			};
		case 'EXPIRE':
			return { document: actDocument(ExpireConventionDocument), fields: [] };
		case 'TERMINATE':
			return { document: actDocument(TerminateConventionDocument), fields: [on(), reason()] };
		case 'ABANDON':
			return { document: actDocument(AbandonConventionDocument), fields: [reason()] };
		case 'RECORD_ANNULMENT':
			return {
				document: actDocument(RecordConventionAnnulmentDocument),
				fields: [
					authority(),
					on(),
					{ key: 'reference', type: 'text', label: m.conv_reference() },
					reason()
				]
			};
	}
}

const stops: readonly ConventionAct[] = [
	'WITHDRAW_CONSENT',
	'ABANDON',
	'TERMINATE',
	'RECORD_ANNULMENT'
];

/** The form of an act on a convention. */
export function conventionSpec(node: ConventionNode, act: ConventionAct): ActSpec {
	const seats: SideSeat[] = node.parties
		.filter((party) => party.isMine)
		.map((party) => party.organisation);
	const word = conventionActWord(act);
	return {
		title: word,
		verb: word,
		fixed: { convention: node.id },
		seats,
		stop: stops.includes(act),
		...part(node, act)
	};
}
