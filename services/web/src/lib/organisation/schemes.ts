// The identifier schemes that can be typed; their names are the same in every language.
export const identifierSchemes = [
	{ value: 'siren', label: 'SIREN' },
	{ value: 'insee', label: 'INSEE' },
	{ value: 'geonames', label: 'GeoNames' },
	{ value: 'wikidata', label: 'Wikidata' },
	{ value: 'national', label: 'National' }
] as const;

/** The name of a scheme; `insee-region` is written as its parent. */
export const schemeName = (scheme: string): string =>
	identifierSchemes.find((one) => one.value === scheme.split('-')[0])?.label ?? scheme;
