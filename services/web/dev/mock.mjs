// A stand-in for the node while pages are drawn: invents plausible answers for any query of the contract. Development only.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	buildSchema,
	getNamedType,
	getNullableType,
	graphql,
	isEnumType,
	isInterfaceType,
	isListType,
	isNonNullType,
	isObjectType
} from 'graphql';

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const contract = await readFile(path.join(web, '../../schema/api.graphql'), 'utf8');
const schema = buildSchema(contract);
const signedIn = process.argv.includes('--signed-in');
const port = Number(process.env.PORT ?? 8080);

const towns = [
	['Saint-Étienne', 'FR', 45.43, 4.39],
	['Mopti', 'ML', 14.49, -4.2],
	['Ouagadougou', 'BF', 12.37, -1.53],
	['Porto Alegre', 'BR', -30.03, -51.23],
	['Hué', 'VN', 16.46, 107.59],
	['Oaxaca de Juárez', 'MX', 17.06, -96.72]
];
const words = {
	email: 'officer@example.org',
	displayName: 'Coopération, Saint-Étienne',
	title: 'Saint-Étienne – Mopti',
	summary: 'Saint-Étienne a proposé un jumelage à Mopti',
	label: 'Saint-Étienne, chargé de coopération',
	lang: 'fr',
	code: 'ML',
	text: 'Attend l’accord de Mopti sur la version 2 de la charte',
	message: 'Les deux conseils doivent avoir décidé avant la cérémonie.',
	since: '1963-05',
	at: '2026-03-12T10:00:00Z',
	startCursor: 'a',
	endCursor: 'b'
};

/** The place in the nearest list, the same at every run. */
function draw(info) {
	for (let at = info.path; at; at = at.prev) if (typeof at.key === 'number') return at.key;
	return 0;
}

function scalar(name, field, dice) {
	if (name === 'ID' || name === 'UUID')
		return `x:${dice}-${Math.random().toString(36).slice(2, 8)}`;
	if (name === 'Int') return dice % 90;
	if (name === 'Float') return towns[dice % towns.length][field === 'latitude' ? 2 : 3];
	if (name === 'Boolean') return field === 'more' || field === 'hasMore' ? false : dice % 5 === 0;
	if (name === 'DateTime')
		return new Date(Date.UTC(2026, dice % 11, 1 + (dice % 27))).toISOString();
	if (name === 'Date') return `2026-0${1 + (dice % 9)}-12`;
	if (name === 'PartialDate') return '1963-05';
	if (name === 'Cursor') return `v1.${Math.round(Math.random() * 1e9)}.0`;
	if (field === 'name') return towns[dice % towns.length][0];
	if (field === 'code') return towns[dice % towns.length][1];
	return words[field] ?? 'Un texte court qui dit ce dont il s’agit';
}

function invent(type, info) {
	const nullable = getNullableType(type);
	if (isListType(nullable)) return Array.from({ length: 2 }, () => ({}));
	if (isEnumType(nullable)) {
		const values = nullable.getValues();
		return values[draw(info) % values.length].value;
	}
	if (isObjectType(nullable)) return {};
	if (isInterfaceType(nullable)) return {};
	return scalar(nullable.name, info.fieldName, draw(info));
}

const absent = new Set(['mergedInto', 'succeededBy', 'ending', 'refusal']);

function resolve(source, args, _context, info) {
	const own = source?.[info.fieldName];
	if (own !== undefined && typeof own !== 'function') return own;
	if (info.fieldName === 'viewer' && !signedIn) return null;
	if (absent.has(info.fieldName) && !isNonNullType(info.returnType)) return null;
	if (info.fieldName === 'refusals') return [];
	if (info.fieldName === 'node') {
		const asked = JSON.stringify(info.fieldNodes);
		const wanted = ['Organisation', 'Jumelage', 'CountryGroup', 'Partnership'].find((name) =>
			asked.includes(`"${name}"`)
		);
		return { __typename: wanted ?? 'Organisation', id: args.id };
	}
	const named = getNamedType(info.returnType);
	const list = isListType(getNullableType(info.returnType));
	if (list && isEnumType(named)) return [named.getValues()[0].value];
	if (list && !isObjectType(named) && !isInterfaceType(named)) return ['fr', 'en'];
	return invent(info.returnType, info);
}

const typeResolver = (value, _context, _info, abstract) =>
	value.__typename ?? (abstract.name === 'Node' ? 'Organisation' : 'Jumelage');

createServer((request, response) => {
	let body = '';
	request.on('data', (part) => (body += part));
	request.on('end', async () => {
		const { query, variables } = JSON.parse(body || '{}');
		const result = await graphql({
			schema,
			source: query ?? '{ __typename }',
			variableValues: variables,
			fieldResolver: resolve,
			typeResolver
		});
		if (result.errors) console.error(result.errors.map((error) => error.message).join('\n'));
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(result));
	});
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}/graphql`));
