// Pages that write at the same time, with a line that is cut, repeats and loses answers, end with the same text.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { fromBase64, toBase64, type Kept } from './kept';
import { Sync, pause, type Sent } from './sync';

/** A server as the real one behaves: takes whole updates, refuses what builds on what it lacks. */
class Server {
	doc = new Y.Doc();
	updates: string[] = [];
	answers: Sent<string>[] = [];

	take(update: string): Sent<string> {
		const bytes = fromBase64(update);
		const { structs } = Y.decodeUpdate(bytes);
		const state = Y.decodeStateVector(Y.encodeStateVector(this.doc));
		for (const one of structs) {
			if (one.id.clock > (state.get(one.id.client) ?? 0)) return { as: 'early' };
			state.set(one.id.client, Math.max(state.get(one.id.client) ?? 0, one.id.clock + one.length));
		}
		Y.applyUpdate(this.doc, bytes);
		this.updates.push(update);
		return { as: 'taken' };
	}

	batch(after: number) {
		const state = toBase64(Y.encodeStateVector(this.doc));
		return { seq: this.updates.length, updates: this.updates.slice(after), state };
	}

	get text() {
		return this.doc.getText('fr').toString();
	}
}

class Page {
	kept: Kept | null = null;
	online = true;
	sync: Sync<string>;

	constructor(
		private server: Server,
		left: Kept[] = []
	) {
		this.sync = new Sync<string>(
			{
				send: (update) => {
					if (!this.online) return Promise.resolve({ as: 'later' });
					const answer = server.answers.shift();
					return Promise.resolve(answer ?? server.take(update));
				},
				keep: (kept) => (this.kept = kept),
				changed: () => {}
			},
			left
		);
		this.hears();
	}

	hears() {
		this.sync.receive(this.server.batch(this.sync.seq ?? 0));
	}

	types(words: string, at = this.text.length) {
		this.sync.text('fr').insert(at, words);
	}

	get text() {
		return this.sync.text('fr').toString();
	}
}

const settle = (time = pause * 2) => vi.advanceTimersByTimeAsync(time);

describe('a draft on two pages', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('is equal when both have heard from each other, and nothing is said to be lacking', async () => {
		const server = new Server();
		const [here, there] = [new Page(server), new Page(server)];
		here.types('Article premier. ');
		await settle();
		there.hears();
		there.types('L’eau.');
		await settle();
		here.hears();
		expect([here.text, there.text, server.text]).toEqual(Array(3).fill('Article premier. L’eau.'));
		expect([here.sync.unsent, here.kept]).toEqual([0, null]);
	});

	it('keeps what is written while the line is cut, counts it, and sends it once on return', async () => {
		const server = new Server();
		const [here, there] = [new Page(server), new Page(server)];
		here.online = false;
		for (const letter of 'abc') here.types(letter);
		there.types('xyz');
		await settle();
		expect([here.sync.unsent, here.kept?.count]).toEqual([3, 3]);
		here.online = true;
		here.hears();
		await settle(4_000);
		there.hears();
		expect(here.sync.unsent).toBe(0);
		expect(here.text).toBe(there.text);
		expect([...server.text].sort().join('')).toBe('abcxyz');
		expect(server.updates.length).toBe(2);
	});

	it('loses nothing when the page is closed and opened again', async () => {
		const server = new Server();
		const first = new Page(server);
		first.types('Avant. ');
		await settle();
		first.online = false;
		first.types('Sans réseau.');
		await settle();
		const left = first.kept;
		first.sync.end();
		const again = new Page(server, left ? [left] : []);
		await settle();
		expect(again.text).toBe('Avant. Sans réseau.');
		expect([server.text, again.sync.unsent, again.kept]).toEqual([again.text, 0, null]);
	});

	it('does not forget what is written while an update is on its way', async () => {
		const server = new Server();
		const here = new Page(server);
		const take = server.take.bind(server);
		server.take = (update) => {
			here.types('b');
			server.take = take;
			return take(update);
		};
		here.types('a');
		await settle(1_000);
		expect([server.text, here.sync.unsent, here.kept]).toEqual(['ab', 0, null]);
	});

	it('takes a lost answer for nothing sent, and an update that comes twice for one', async () => {
		const server = new Server();
		const here = new Page(server);
		here.types('a');
		const take = server.take.bind(server);
		server.take = (update) => {
			server.take = take;
			take(update);
			return { as: 'later' };
		};
		await settle();
		expect(here.sync.unsent).toBe(1);
		await settle(4_000);
		expect([server.text, here.sync.unsent]).toEqual(['a', 0]);
	});

	it('sends all that a server lacks which came back from an older copy', async () => {
		const server = new Server();
		const here = new Page(server);
		here.types('Une. ');
		await settle();
		server.doc = new Y.Doc();
		server.updates = [];
		here.sync.receive(server.batch(0));
		here.types('Deux.');
		await settle(1_000);
		expect(server.text).toBe('Une. Deux.');
	});

	it('keeps what was refused on the page and tries again with the next change', async () => {
		const server = new Server();
		const here = new Page(server);
		server.answers = [{ as: 'refused', why: 'full' }];
		here.types('trop long');
		await settle(10_000);
		expect([here.sync.refused, here.sync.unsent, here.text, server.text]).toEqual([
			'full',
			1,
			'trop long',
			''
		]);
		here.sync.text('fr').delete(4, 5);
		await settle();
		expect([here.sync.refused, here.sync.unsent, server.text]).toEqual([null, 0, 'trop']);
	});
});
