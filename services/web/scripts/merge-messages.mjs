// Merges message keys from a JSON file `{ "fr": {…}, "en": {…}, "es": {…} }` into messages/*.json, sorted by key.
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const source = process.argv[2];
if (!source) {
	console.error('usage: node scripts/merge-messages.mjs FILE.json');
	process.exit(2);
}
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../messages');
const additions = JSON.parse(await readFile(source, 'utf8'));
for (const [language, added] of Object.entries(additions)) {
	const file = path.join(folder, `${language}.json`);
	const merged = { ...JSON.parse(await readFile(file, 'utf8')), ...added };
	const sorted = Object.fromEntries(
		Object.keys(merged)
			.sort()
			.map((key) => [key, merged[key]])
	);
	await writeFile(`${file}.new`, JSON.stringify(sorted, null, '\t') + '\n');
	await rename(`${file}.new`, file);
}
