// The forms of acts on what a cooperation holds: exchanges and committees.
import {
	AddCommitteeSeatDocument,
	CancelExchangeDocument,
	DissolveCommitteeDocument,
	HandOverCommitteeDocument,
	HoldExchangeDocument,
	RemoveCommitteeSeatDocument,
	RescheduleExchangeDocument,
	type CommitteePartsFragment,
	type ExchangePartsFragment
} from '$lib/gql/generated/cooperation';
import { m } from '$lib/paraglide/messages';
import { seatKindWord } from '$lib/words';
import { bankOrder, type CooperationNode } from '../types';
import { reason } from './reasons';
import { actDocument, type ActSpec, type FieldSpec } from './spec';
import { seatsIn } from './specs';

export type ExchangeAct = 'hold' | 'move' | 'cancel';
export type CommitteeAct = 'add' | 'remove' | 'handOver' | 'dissolve';

const days = (): FieldSpec[] => [
	{ key: 'starts', type: 'date', label: m.coop_starts(), required: true },
	{ key: 'ends', type: 'date', label: m.coop_ends(), required: true }
];

export const exchangeWord = (act: ExchangeAct): string =>
	({ hold: m.coop_exchange_hold, move: m.coop_exchange_move, cancel: m.coop_exchange_cancel })[
		act
	]();

/** The form of an act on a planned exchange. */
export function exchangeSpec(
	node: CooperationNode,
	exchange: ExchangePartsFragment,
	act: ExchangeAct
): ActSpec {
	const words = { title: `${exchangeWord(act)} – ${exchange.title}`, verb: exchangeWord(act) };
	const common = { ...words, fixed: { exchange: exchange.id }, seats: seatsIn(node) };
	const initial = { starts: exchange.starts, ends: exchange.ends };
	switch (act) {
		case 'hold':
			return {
				...common,
				document: actDocument(HoldExchangeDocument),
				fields: [
					...days(),
					{
						key: 'participants',
						type: 'counts',
						label: m.coop_took_part(),
						sides: bankOrder(node.sides),
						required: true
					},
					{ key: 'outcome', type: 'texts', multiline: true, label: m.coop_outcome_text() }
				],
				initial
			};
		case 'move':
			return {
				...common,
				document: actDocument(RescheduleExchangeDocument),
				fields: [...days(), reason()],
				initial
			};
		case 'cancel':
			return {
				...common,
				document: actDocument(CancelExchangeDocument),
				fields: [reason()],
				stop: true
			};
	}
}

export const committeeWord = (act: CommitteeAct): string =>
	({
		add: m.coop_seat_add,
		remove: m.coop_seat_remove,
		handOver: m.coop_hand_over,
		dissolve: m.coop_dissolve
	})[act]();

/** The form of an act on a committee. */
export function committeeSpec(committee: CommitteePartsFragment, act: CommitteeAct): ActSpec {
	const words = { title: committeeWord(act), verb: committeeWord(act) };
	const common = { ...words, fixed: { committee: committee.id }, seats: [committee.organisation] };
	switch (act) {
		case 'add':
			return {
				...common,
				document: actDocument(AddCommitteeSeatDocument),
				fields: [
					{
						key: 'kind',
						type: 'choice',
						label: m.coop_seat_kind(),
						options: (['CITIZEN', 'ELECTED'] as const).map((value) => ({
							value,
							label: seatKindWord(value)
						})),
						required: true
					},
					{
						key: 'function',
						type: 'text',
						label: m.coop_seat_function(),
						hint: m.coop_seats_hint(),
						required: true
					}
				]
			};
		case 'remove':
			return {
				...common,
				document: actDocument(RemoveCommitteeSeatDocument),
				fields: [
					{
						key: 'seat',
						type: 'choice',
						label: m.coop_seat(),
						options: committee.seats.map((seat) => ({
							value: seat.id,
							label: `${seat.function} (${seatKindWord(seat.kind)})`
						})),
						required: true
					},
					reason()
				],
				stop: true
			};
		case 'handOver':
			return {
				...common,
				lead: m.coop_lead_hand_over(),
				document: actDocument(HandOverCommitteeDocument),
				fields: [reason()]
			};
		case 'dissolve':
			return {
				...common,
				document: actDocument(DissolveCommitteeDocument),
				fields: [reason()],
				stop: true
			};
	}
}
