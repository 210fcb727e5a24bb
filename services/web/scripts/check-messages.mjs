// Fails when a language lacks a message, has an extra one, leaves one empty, or drops a placeholder, and when French lets
// a line break before its high punctuation; `--write` mends the latter.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../messages');
const languages = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const messages = new Map();
for (const file of languages) {
	messages.set(file, JSON.parse(await readFile(path.join(folder, file), 'utf8')));
}

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
const holes = (value) =>
	[...new Set([...text(value).matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(',');

const keys = new Set([...messages.values()].flatMap((all) => Object.keys(all)));
keys.delete('$schema');
const faults = [];
for (const key of keys) {
	const known = [...messages].filter(([, all]) => key in all);
	for (const [file, all] of messages) {
		if (!(key in all)) faults.push(`${file}: "${key}" is missing`);
		else if (text(all[key]).trim() === '') faults.push(`${file}: "${key}" is empty`);
	}
	if (new Set(known.map(([, all]) => holes(all[key]))).size > 1) {
		faults.push(`"${key}": the placeholders differ between languages`);
	}
}

const unbreakable = (value) => value.replace(/ (?=[:;?!»])/g, '\u00a0').replaceAll('« ', '«\u00a0');
const french = path.join(folder, 'fr.json');
const written = await readFile(french, 'utf8');
// In the file a colon also stands between a key and its words, but never after a space.
const mended = unbreakable(written);
if (written !== mended && process.argv.includes('--write')) await writeFile(french, mended);
else if (written !== mended) {
	faults.push('fr.json: a plain space before : ; ? ! or within « »; run with --write');
}

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`${keys.size} messages, complete in ${languages.length} languages`);
