// Writes the types and documents of every `.graphql` file below src, checked against the API's contract.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import { parse, visit } from 'graphql';

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// Another contract may be named while a change of the API is on its way.
const contract = process.env.RIVES_CONTRACT ?? path.join(web, '../../schema/api.graphql');
const target = path.join(web, 'src/lib/gql/generated');

/** Every operation file below `folder`, in a stable order. */
async function operationFiles(folder) {
	const names = await readdir(folder, { recursive: true });
	return names
		.filter((name) => name.endsWith('.graphql'))
		.sort()
		.map((name) => path.join(folder, name));
}

const documents = await Promise.all(
	(await operationFiles(path.join(web, 'src'))).map(async (location) => ({
		location,
		document: parse(await readFile(location, 'utf8'))
	}))
);

const scalars = {
	DateTime: 'string',
	Date: 'string',
	PartialDate: 'string',
	Cursor: 'string',
	UUID: 'string'
};

const shared = {
	scalars,
	enumsAsTypes: true,
	enumType: 'string-literal',
	useTypeImports: true,
	documentMode: 'string',
	pureMagicComment: true,
	dedupeFragments: true,
	nonOptionalTypename: false,
	skipTypename: true
};

const schema = parse(await readFile(contract, 'utf8'));

/**
 * Folders of `lib` whose pages load by themselves: their documents have a file of their own, which the shell does not carry.
 * A fragment that such a folder needs is defined in it or is a common one, which it then carries too.
 */
const lazy = [
	'account',
	'admin',
	'convention',
	'cooperation',
	'documents',
	'evaluation',
	'financing',
	'group',
	'land',
	'lesson',
	'mission',
	'organisation',
	'people',
	'project',
	'remark',
	'report',
	'talk'
];
const folderOf = ({ location }) => path.basename(path.dirname(location));
const isLazy = (one) => lazy.includes(folderOf(one));

/** The class of a document is one class, wherever a document stands. */
const shareClass = (code) =>
	code.replace(
		/^export class TypedDocumentString[\s\S]*?^}\n/m,
		"import { TypedDocumentString } from './graphql';\n"
	);

/** Runs the given plugins and writes one generated file. */
async function generate(name, plugins, documents, change = (code) => code) {
	const filename = path.join(target, name);
	const output = await codegen({
		filename,
		schema,
		documents,
		config: shared,
		plugins: Object.keys(plugins).map((plugin) => ({ [plugin]: {} })),
		pluginMap: plugins
	});
	await writeFile(filename, banner + change(output));
}

const banner =
	'// Generated from schema/api.graphql and the .graphql files; never edited by hand.\n';
await mkdir(target, { recursive: true });
// The whole contract's types (every enum and input), and what the operations use of it.
await generate('schema.ts', { typescript }, documents);
const plugins = { operations, documents: typedDocumentNode };
const common = documents.filter((one) => !isLazy(one));
await generate('graphql.ts', plugins, common);
const fragments = documents.flatMap((one) =>
	one.document.definitions.filter((part) => part.kind === 'FragmentDefinition')
);
/** The fragments that stand elsewhere and that `parts` need, with those that these need. */
function needed(parts, known = new Set()) {
	const found = [];
	const spread = (name) => {
		const fragment = fragments.find((part) => part.name.value === name);
		if (!fragment || parts.includes(fragment) || known.has(name)) return;
		known.add(name);
		found.push(fragment, ...needed([fragment], known));
	};
	for (const part of parts) visit(part, { FragmentSpread: (node) => spread(node.name.value) });
	return found;
}
for (const name of lazy) {
	const own = documents.filter((one) => folderOf(one) === name);
	const definitions = needed(own.flatMap((one) => one.document.definitions));
	const carried = { location: 'common', document: { kind: 'Document', definitions } };
	const all = definitions.length > 0 ? [...own, carried] : own;
	await generate(`${name}.ts`, plugins, all, shareClass);
}
