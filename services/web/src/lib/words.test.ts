// Words that are made from the data, not only chosen.
import { expect, it } from 'vitest';
import { themeWord } from './words';

it('shows a theme without the brackets that mark an inferred title', () => {
	expect(themeWord({ name: '[Culture, genre, sport]' })).toBe('Culture, genre, sport');
	expect(themeWord({ name: 'Eau et assainissement' })).toBe('Eau et assainissement');
});
