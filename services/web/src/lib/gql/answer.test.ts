// How a failed request is told: by the network or by the server.
import { expect, it } from 'vitest';
import { classify } from './answer';

it('a lost connection is told from a fault', () => {
	const answer = classify({ message: '', networkError: new Error('failed'), graphQLErrors: [] });
	expect(answer).toEqual({ ok: false, kind: 'offline', message: 'failed' });
});

it('a gateway that cannot reach the node counts as a lost connection', () => {
	const answer = classify({
		message: '',
		networkError: new Error('bad gateway'),
		graphQLErrors: [],
		response: { status: 502 }
	});
	expect(answer).toMatchObject({ kind: 'offline' });
});

it('a fault keeps the reference that operators search by', () => {
	const answer = classify({
		message: '',
		graphQLErrors: [{ message: 'internal', extensions: { code: 'INTERNAL', requestId: 'r-1' } }]
	});
	expect(answer).toMatchObject({ kind: 'fault', code: 'INTERNAL', requestId: 'r-1' });
});
