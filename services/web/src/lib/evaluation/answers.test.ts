// What a form sends as answers.
import { expect, test } from 'vitest';
import { answersOf } from './answers';

test('what was left empty is no answer, and marks are numbers', () => {
	const input = { evaluation: 'e', 'text.people': 'Oui', 'mark.people': '3', 'mark.culture': '1' };
	expect(answersOf(input, ['people', 'culture', 'threats'], 'fr')).toEqual({
		evaluation: 'e',
		answers: [
			{ criterion: 'people', text: { lang: 'fr', text: 'Oui' }, mark: 3 },
			{ criterion: 'culture', mark: 1 }
		]
	});
});
