// What the address of a feed promises.
import { describe, expect, it } from 'vitest';
import { feedScope, readScope, scopeInput, scopeKey, writeScope } from './scope';

describe('the scope of a feed', () => {
	it('survives the address', () => {
		const address = '?countries=BF,ML&themes=1.2&about=exchanges&mine=1';
		expect(writeScope(readScope(new URLSearchParams(address)))).toBe(address);
	});

	it('asks for everything when nothing narrows it', () => {
		expect(scopeInput(readScope(new URLSearchParams('')))).toBeNull();
	});

	it('leaves out words that it does not know', () => {
		const scope = readScope(new URLSearchParams('kinds=JUMELAGE,MARRIAGE&about=gossip'));
		expect(scopeInput(scope)).toEqual({ kinds: ['JUMELAGE'] });
	});

	it('leads back from what is kept to the address', () => {
		const address = '?countries=BF,ML&kinds=JUMELAGE&about=texts,exchanges&mine=1';
		const kept = scopeInput(readScope(new URLSearchParams(address)));
		expect(writeScope(feedScope(kept))).toBe(address);
	});

	it('has one name whatever the order of its parts', () => {
		const key = (text: string) => scopeKey(scopeInput(readScope(new URLSearchParams(text))));
		expect(key('countries=ML,BF')).toBe(key('countries=BF,ML'));
		expect(key('about=exchanges')).not.toBe(key('about=texts'));
	});
});
