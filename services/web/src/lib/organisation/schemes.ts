// The identifier schemes that can be typed; their names are the same in every language.
export const identifierSchemes = [
	{ value: 'siren', label: 'SIREN' },
	{ value: 'insee', label: 'INSEE' },
	{ value: 'geonames', label: 'GeoNames' },
	{ value: 'wikidata', label: 'Wikidata' },
	{ value: 'national', label: 'National' }
] as const;
