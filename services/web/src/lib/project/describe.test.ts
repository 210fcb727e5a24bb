// The lines of a description in several languages are points with their languages, and back.
import { describe, expect, it } from 'vitest';
import { intoDescription, lines, points } from './describe';

const fr = (text: string) => ({ lang: 'fr', text });
const es = (text: string) => ({ lang: 'es', text });

describe('points of a description', () => {
	it('belong together by their line', () => {
		expect(points([fr('Dix bornes\n\n Deux écoles '), es('Diez fuentes')])).toEqual([
			[fr('Dix bornes'), es('Diez fuentes')],
			[fr('Deux écoles')]
		]);
	});

	it('are none where nothing was written', () => {
		expect(points([])).toEqual([]);
		expect(points([fr(' \n ')])).toEqual([]);
	});

	it('keep their place when a language lacks one', () => {
		const texts = [{ texts: [fr('Un')] }, { texts: [fr('Deux'), es('Dos')] }];
		expect(lines(texts)).toEqual([fr('Un\nDeux'), es('–\nDos')]);
	});
});

describe('the input of a description', () => {
	it('gathers markers, goals and what each side expects and brings', () => {
		const input = intoDescription({
			cooperation: 'jumelage:1',
			title: [fr('Eau')],
			results: [fr('Dix bornes')],
			sdgs: ['6'],
			principal: ['GENDER'],
			significant: ['BIODIVERSITY'],
			'expects|2': 'Apprendre',
			'brings|2': 'Du temps'
		});
		expect(input).toEqual({
			cooperation: 'jumelage:1',
			description: {
				title: [fr('Eau')],
				results: [[fr('Dix bornes')]],
				sdgs: [6],
				markers: [
					{ marker: 'GENDER', level: 2 },
					{ marker: 'BIODIVERSITY', level: 1 }
				],
				benefits: [{ side: 2, expects: 'Apprendre', brings: 'Du temps' }]
			}
		});
	});
});
