// The forms of the acts on a country group.
import {
	ChangeGroupScopeDocument,
	CloseGroupDocument,
	FoundGroupDocument,
	JoinGroupDocument,
	LeaveGroupDocument,
	type GroupPageQuery
} from '$lib/gql/generated/group';
import { reason } from '$lib/cooperation/forms/reasons';
import { actDocument, type ActSpec, type FieldSpec } from '$lib/cooperation/forms/spec';
import { m } from '$lib/paraglide/messages';
import { reference } from '$lib/reference.svelte';

export type GroupNode = Extract<
	NonNullable<GroupPageQuery['node']>,
	{ __typename: 'CountryGroup' }
>;
export type GroupAct = 'scope' | 'join' | 'leave' | 'close';
export const allGroupActs: readonly GroupAct[] = ['join', 'leave', 'scope', 'close'];

export const groupWord = (act: GroupAct): string =>
	({
		scope: m.group_act_scope,
		join: m.group_act_join,
		leave: m.group_act_leave,
		close: m.group_act_close
	})[act]();

const scopeFields = (): FieldSpec[] => [
	{
		key: 'countries',
		type: 'many',
		label: m.group_countries(),
		options: reference.countryOptions
	},
	{ key: 'themes', type: 'many', label: m.group_themes(), options: reference.themeOptions }
];

/** Founding a group; its scope is one part of the input. */
export const foundSpec = (): ActSpec => ({
	document: actDocument(FoundGroupDocument),
	title: m.group_found(),
	verb: m.group_found(),
	lead: m.group_found_lead(),
	fixed: {},
	fields: [
		{ key: 'name', type: 'texts', multiline: false, label: m.group_name(), required: true },
		...scopeFields(),
		{ key: 'runner', type: 'organisation', label: m.group_runner() }
	],
	shape: intoScope
});

function intoScope(input: Record<string, unknown>): Record<string, unknown> {
	const { countries, themes, ...rest } = input;
	return { ...rest, scope: { countries: countries ?? [], themes: themes ?? [] } };
}

/** The form of an act on a group. */
export function groupSpec(group: GroupNode, act: GroupAct): ActSpec {
	const common = {
		title: groupWord(act),
		verb: groupWord(act),
		fixed: { group: group.id, actingAs: { group: group.id } }
	};
	switch (act) {
		case 'scope':
			return {
				...common,
				document: actDocument(ChangeGroupScopeDocument),
				fields: [...scopeFields(), reason()],
				initial: {
					countries: group.scope.countries.map((one) => one.code),
					themes: group.scope.themes.map((one) => one.code)
				},
				shape: intoScope
			};
		case 'join':
			return {
				...common,
				document: actDocument(JoinGroupDocument),
				lead: m.group_join_lead(),
				fields: [
					{
						key: 'organisation',
						type: 'organisation',
						label: m.group_member(),
						exclude: group.members.map((one) => one.id),
						required: true
					}
				]
			};
		case 'leave':
			return {
				...common,
				document: actDocument(LeaveGroupDocument),
				fields: [
					{
						key: 'organisation',
						type: 'choice',
						label: m.group_member(),
						options: group.members.map((one) => ({ value: one.id, label: one.name })),
						required: true
					},
					reason()
				],
				stop: true
			};
		case 'close':
			return {
				...common,
				document: actDocument(CloseGroupDocument),
				fields: [reason()],
				stop: true
			};
	}
}
