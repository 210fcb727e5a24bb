// The form in which a version of the text is named: texts, object, commitments of each party, duration.
import { reason } from '$lib/cooperation/forms/reasons';
import type { ActSpec, FieldSpec, Values } from '$lib/cooperation/forms/spec';
import { m } from '$lib/paraglide/messages';
import { present, type ConventionNode } from './types';

type Input = Record<string, unknown>;

export const term = (): FieldSpec[] => [
	{ key: 'ends', type: 'date', label: m.conv_term_ends(), hint: m.conv_term_ends_hint() },
	{ key: 'notice', type: 'date', label: m.conv_term_notice() },
	{
		key: 'renewable',
		type: 'choice',
		label: m.conv_term_renewable(),
		options: [
			{ value: 'no', label: m.conv_no() },
			{ value: 'yes', label: m.conv_yes() }
		]
	}
];

/** Gathers the fields of a term into one part of the input. */
export function withTerm(input: Input): Input {
	const { ends, notice, renewable, ...rest } = input;
	return { ...rest, term: { ends, notice, renewable: renewable === 'yes' } };
}

/** Gathers the fields of the commitments and of the term. */
function intoVersion(input: Input): Input {
	const { term, ...given } = withTerm(input);
	const rest: Input = {};
	const commitments: Input[] = [];
	for (const [key, value] of Object.entries(given)) {
		const [part, organisation] = key.split('|');
		if (!organisation) rest[key] = value;
		else if (part === 'amount') {
			const currency = given[`currency|${organisation}`] ?? '';
			commitments.push({ organisation, amount: value, currency });
		}
	}
	return { object: [], ...rest, term, commitments };
}

export function versionSpec(node: ConventionNode): Partial<ActSpec> & Pick<ActSpec, 'fields'> {
	const now = present(node);
	const initial: Values = { name: '' };
	if (now) {
		initial.texts = now.texts.map((one) => ({ ...one }));
		initial.object = now.object.map((one) => ({ ...one }));
		initial.ends = now.term?.ends ?? '';
		initial.notice = now.term?.notice ?? '';
		initial.renewable = now.term?.renewable ? 'yes' : 'no';
		for (const one of now.commitments) {
			initial[`amount|${one.organisation.id}`] = one.amount;
			initial[`currency|${one.organisation.id}`] = one.currency;
		}
	}
	const money = node.parties
		.filter((party) => party.signs)
		.flatMap((party): FieldSpec[] => [
			{
				key: `amount|${party.organisation.id}`,
				type: 'decimal',
				label: m.conv_amount_of({ name: party.organisation.name }),
				hint: m.conv_amount_hint()
			},
			{
				key: `currency|${party.organisation.id}`,
				type: 'text',
				label: m.conv_currency_of({ name: party.organisation.name }),
				hint: m.conv_currency_hint()
			}
		]);
	return {
		fields: [
			{ key: 'name', type: 'text', label: m.conv_version_name(), required: true },
			{ key: 'texts', type: 'texts', multiline: true, label: m.conv_text(), required: true },
			{ key: 'object', type: 'texts', multiline: false, label: m.conv_object() },
			...money,
			...term(),
			reason()
		],
		initial: now ? initial : undefined,
		based: now ? { key: 'basedOn', hash: now.hash } : undefined,
		shape: intoVersion
	};
}
