// The forms with which a convention begins here: a new one, and one that binds since before the platform.
import {
	OpenConventionDocument,
	RecordExistingConventionDocument
} from '$lib/gql/generated/convention';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type Option,
	type Values
} from '$lib/cooperation/forms/spec';
import { seatsIn } from '$lib/cooperation/forms/specs';
import type { CooperationNode } from '$lib/cooperation/types';
import type { ConventionKind } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { term, withTerm } from './version';
import { conventionKindWord } from './words';

/** The associations that take part in a cooperation: with one of them a convention can be made. */
const associations = (node: CooperationNode): Option[] =>
	node.parties
		.filter((party) => party.organisation.kind === 'ASSOCIATION')
		.map((party) => ({ value: party.organisation.id, label: party.organisation.name }));

/** What can be amended: a convention in force, unless it is an amendment itself. */
const amendable = (node: CooperationNode): Option[] =>
	node.conventions
		.filter((one) => one.stage === 'IN_FORCE' && one.kind !== 'AMENDMENT')
		.map((one) => ({ value: one.id, label: one.title }));

const of = (kind: ConventionKind) => (values: Values) => values.kind === kind;

const title = (): FieldSpec => ({
	key: 'title',
	type: 'texts',
	multiline: false,
	label: m.conv_title(),
	required: true
});

/** The kind, of those that this cooperation can have now, and with whom where that is not all its parties. */
function kindAndWith(node: CooperationNode, kinds: ConventionKind[], hint?: string): FieldSpec[] {
	const carriers = associations(node);
	const offered = carriers.length > 0 ? [...kinds, 'ASSOCIATION' as const] : kinds;
	return [
		{
			key: 'kind',
			type: 'choice',
			label: m.conv_kind(),
			hint,
			options: offered.map((value) => ({ value, label: conventionKindWord(value) })),
			required: true
		},
		{
			key: 'association',
			type: 'choice',
			label: m.conv_association(),
			hint: m.conv_association_hint(),
			options: carriers,
			required: true,
			when: of('ASSOCIATION')
		}
	];
}

/** Opening a convention of a cooperation. */
export function openSpec(node: CooperationNode): ActSpec {
	const texts = amendable(node);
	const kinds: ConventionKind[] = ['FRAMEWORK', 'PROJECT', 'FRIENDSHIP_CHARTER'];
	return {
		document: actDocument(OpenConventionDocument),
		title: m.conv_open(),
		verb: m.conv_open(),
		lead: m.conv_open_lead(),
		fixed: { cooperation: node.id },
		seats: seatsIn(node),
		fields: [
			title(),
			...kindAndWith(node, texts.length > 0 ? [...kinds, 'AMENDMENT'] : kinds, m.conv_kind_hint()),
			{
				key: 'amends',
				type: 'choice',
				label: m.conv_amended(),
				options: texts,
				required: true,
				when: of('AMENDMENT')
			}
		]
	};
}

/** Putting a convention on record that binds since before the platform. */
export const existingSpec = (node: CooperationNode): ActSpec => ({
	document: actDocument(RecordExistingConventionDocument),
	title: m.conv_record_existing(),
	verb: m.conv_record_existing(),
	lead: m.conv_record_existing_lead(),
	fixed: { cooperation: node.id },
	seats: seatsIn(node),
	fields: [
		title(),
		...kindAndWith(node, ['FRAMEWORK', 'PROJECT', 'FRIENDSHIP_CHARTER']),
		{ key: 'signed', type: 'text', label: m.conv_signed_on(), hint: m.coop_partial_hint() },
		...term(),
		{
			key: 'source',
			type: 'text',
			label: m.coop_source(),
			hint: m.coop_source_hint(),
			required: true
		}
	],
	// A text without an end has no term at all.
	shape: (input) => {
		const { term, ...rest } = withTerm(input);
		return input.ends || input.notice ? { ...rest, term } : rest;
	}
});
