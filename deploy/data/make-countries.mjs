// Makes shared/domain/data/countries.tsv: names of i18n-iso-countries, points and reach from world-atlas.
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoDistance } from 'd3-geo';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const iso = require('i18n-iso-countries');
const names = (lang) => require(`i18n-iso-countries/langs/${lang}.json`).countries;
const all = Object.fromEntries(
  ['fr', 'en', 'es', 'de', 'it', 'pt', 'nl', 'pl'].map((lang) => [lang, names(lang)]),
);
// The Portuguese list has the two Congos the wrong way round.
delete all.pt.CD;
delete all.pt.CG;
const EARTH_KM = 6371;

// Short names where the package puts a long or a disputed one first.
const SHORT = {
  CN: ['Chine', 'China', 'China'],
  CD: ['République démocratique du Congo', 'Democratic Republic of the Congo', 'República Democrática del Congo'],
  CG: ['République du Congo', 'Republic of the Congo', 'República del Congo'],
  CI: ['Côte d’Ivoire', 'Côte d’Ivoire', 'Costa de Marfil'],
  CZ: ['Tchéquie', 'Czechia', 'Chequia'],
  DO: ['République dominicaine', 'Dominican Republic', 'República Dominicana'],
  CF: ['République centrafricaine', 'Central African Republic', 'República Centroafricana'],
  GM: ['Gambie', 'Gambia', 'Gambia'],
  VA: ['Saint-Siège (Vatican)', 'Holy See (Vatican City)', 'Santa Sede (Ciudad del Vaticano)'],
  IR: ['Iran', 'Iran', 'Irán'],
  KP: ['Corée du Nord', 'North Korea', 'Corea del Norte'],
  KR: ['Corée du Sud', 'South Korea', 'Corea del Sur'],
  LA: ['Laos', 'Laos', 'Laos'],
  FM: ['Micronésie', 'Micronesia', 'Micronesia'],
  MD: ['Moldavie', 'Moldova', 'Moldavia'],
  MK: ['Macédoine du Nord', 'North Macedonia', 'Macedonia del Norte'],
  PS: ['Palestine', 'Palestine', 'Palestina'],
  RU: ['Russie', 'Russia', 'Rusia'],
  SA: ['Arabie saoudite', 'Saudi Arabia', 'Arabia Saudita'],
  SY: ['Syrie', 'Syria', 'Siria'],
  TW: ['Taïwan', 'Taiwan', 'Taiwán'],
  TZ: ['Tanzanie', 'Tanzania', 'Tanzania'],
  AE: ['Émirats arabes unis', 'United Arab Emirates', 'Emiratos Árabes Unidos'],
  US: ['États-Unis', 'United States', 'Estados Unidos'],
  VG: ['Îles Vierges britanniques', 'British Virgin Islands', 'Islas Vírgenes Británicas'],
  VI: ['Îles Vierges américaines', 'United States Virgin Islands', 'Islas Vírgenes de los Estados Unidos'],
};

// What people write in their spreadsheets and no list of names has.
const LABELS = {
  GB: ['England', 'Scotland', 'Wales', 'Northern Ireland', 'Angleterre', 'Écosse', 'Pays de Galles', 'Irlande du Nord', 'Inglaterra', 'Escocia', 'Gales', 'Irlanda del Norte', 'Great Britain', 'Grande-Bretagne', 'Gran Bretaña', 'UK', 'U.K.', 'United Kingdom of Great Britain and Northern Ireland'],
  US: ['USA', 'U.S.A.', 'U.S.', 'United States of America', 'États-Unis d’Amérique', 'Etats Unis', 'Estados Unidos de América', 'EE. UU.', 'EEUU', 'E.U.A.', 'America', 'Amérique'],
  KR: ['Corée', 'République de Corée', 'Corée (République de)', 'Korea', 'Republic of Korea', 'Korea, South', 'Corea', 'Corea, República de'],
  KP: ['République populaire démocratique de Corée', 'Korea, North', 'DPRK'],
  CI: ['Ivory Coast', 'Cote d Ivoire', 'Costa d’Avorio'],
  PS: ['Territoires palestiniens', 'Palestinian Territories', 'Territorios palestinos', 'Palestinian territory', 'State of Palestine', 'État de Palestine', 'West Bank', 'Cisjordanie', 'Gaza'],
  CZ: ['République tchèque', 'Czech Republic', 'República Checa', 'Česko'],
  CD: ['RDC', 'DRC', 'RD Congo', 'DR Congo', 'Congo-Kinshasa', 'Congo (Kinshasa)', 'Zaïre'],
  CG: ['Congo', 'Congo-Brazzaville', 'Congo (Brazzaville)'],
  MK: ['Macédoine', 'Macedonia', 'FYROM', 'Former Yugoslav Republic of Macedonia', 'ARYM'],
  RU: ['Fédération de Russie', 'Russian Federation', 'Federación Rusa'],
  MD: ['Republic of Moldova', 'République de Moldavie', 'Moldavie (République de)'],
  TW: ['Taiwan, Province of China', 'Chinese Taipei'],
  TR: ['Turkey', 'Türkiye', 'Turkiye'],
  MM: ['Birmanie', 'Burma', 'Birmania', 'Myanmar'],
  SZ: ['Swaziland', 'Eswatini'],
  CV: ['Cap-Vert', 'Cape Verde', 'Cabo Verde'],
  NL: ['Holland', 'Hollande', 'Holanda', 'The Netherlands', 'Pays Bas'],
  BY: ['Belarus', 'Biélorussie', 'Bélarus', 'Bielorrusia', 'Byelorussia'],
  GR: ['Hellas', 'Ellada'],
  CN: ['Chine populaire', 'PRC', 'République populaire de Chine', 'People’s Republic of China', 'República Popular China'],
  VN: ['Viet Nam', 'Viêt Nam', 'Vietnam'],
  LA: ['Lao PDR', 'RDP Lao', 'République démocratique populaire lao'],
  SY: ['République arabe syrienne'],
  IR: ['République islamique d’Iran'],
  TZ: ['République unie de Tanzanie', 'Zanzibar'],
  BA: ['Bosnie', 'Bosnia', 'Bosnia & Herzegovina', 'Bosnie et Herzégovine', 'Bosnie-Herzégovine'],
  DE: ['Allemagne', 'RFA', 'BRD', 'Deutschland', 'West Germany', 'République fédérale d’Allemagne'],
  FR: ['République française', 'French Republic', 'France métropolitaine'],
  SN: ['Sénégal', 'République du Sénégal'],
  TL: ['Timor oriental', 'East Timor'],
  VA: ['Vatican', 'Vatican City', 'Vaticano', 'Saint-Siège', 'Holy See', 'Santa Sede'],
  GM: ['The Gambia'],
  BS: ['The Bahamas'],
  HK: ['Hong Kong SAR', 'Hongkong'],
  MO: ['Macau', 'Macao SAR'],
  BO: ['Bolivie (État plurinational de)', 'Plurinational State of Bolivia'],
  VE: ['Venezuela (République bolivarienne du)', 'Bolivarian Republic of Venezuela'],
  IE: ['Éire', 'Republic of Ireland', 'République d’Irlande', 'Irlande'],
  XK: ['Kosova', 'Republic of Kosovo'],
  RS: ['Serbie', 'Srbija'],
  CA: ['Québec', 'Quebec', 'Canada-Québec'],
};

const atlas = require('world-atlas/countries-50m.json');
const shapes = new Map();
for (const shape of feature(atlas, atlas.objects.countries).features) {
  // Kosovo has no number in ISO 3166-1 and so none in the atlas.
  const code = shape.properties.name === 'Kosovo' ? 'XK' : iso.numericToAlpha2(shape.id ?? '');
  if (code && !shapes.has(code)) shapes.set(code, shape);
}

// Places the atlas draws as part of another country: the point is that of the main settlement.
const POINTS = {
  BQ: [-68.27, 12.15], BV: [3.36, -54.43], CC: [96.83, -12.16], CX: [105.68, -10.42],
  GF: [-53.0, 4.0], GI: [-5.35, 36.14], GP: [-61.55, 16.25], MQ: [-61.02, 14.64],
  RE: [55.53, -21.13], SJ: [15.64, 78.22], TK: [-171.85, -9.2], TV: [179.2, -8.52],
  UM: [-169.53, 16.73], YT: [45.15, -12.83],
};

function polygons(shape) {
  const { type, coordinates } = shape.geometry;
  return type === 'Polygon' ? [coordinates] : coordinates;
}

/** The middle of the largest part, and how far in kilometres the farthest corner of the country lies from it. */
function place(code) {
  const shape = shapes.get(code);
  if (!shape || POINTS[code]) {
    if (!POINTS[code]) throw new Error(`no point for ${code}`);
    return { point: POINTS[code], reach: 150 };
  }
  const parts = polygons(shape).map((coordinates) => ({ type: 'Polygon', coordinates }));
  const largest = parts.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
  const point = geoCentroid(largest);
  const corners = polygons(shape).flat(2);
  const reach = Math.max(...corners.map((corner) => geoDistance(point, corner))) * EARTH_KM;
  return { point, reach: Math.max(20, Math.ceil(reach)) };
}

const list = (value) => [].concat(value ?? []);
console.log('# code\talpha3\tfr\ten\tes\tlatitude\tlongitude\treach_km\tlabels');
for (const code of Object.keys(all.en).sort()) {
  const [fr, en, es] = SHORT[code] ?? ['fr', 'en', 'es'].map((lang) => list(all[lang][code])[0]);
  const shown = new Set([fr, en, es]);
  const labels = [...Object.values(all).flatMap((lang) => list(lang[code])), ...(LABELS[code] ?? [])];
  const { point, reach } = place(code);
  const others = [...new Set(labels)].filter((label) => !shown.has(label)).join('|');
  const alpha3 = code === 'XK' ? 'XKX' : iso.alpha2ToAlpha3(code);
  console.log([code, alpha3, fr, en, es, point[1].toFixed(2), point[0].toFixed(2), reach, others].join('\t'));
}
