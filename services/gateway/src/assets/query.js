// The query page: runs documents over HTTP, subscriptions over graphql-transport-ws, and lists the types.
const at = (id) => document.getElementById(id);
const show = (value) => JSON.stringify(value, null, 2);
let socket = null;

function variables() {
  const text = at('variables').value.trim();
  return text === '' ? {} : JSON.parse(text);
}

async function ask(query, values) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, variables: values }),
  });
  return response.json();
}

function stop() {
  socket?.close(1000);
  socket = null;
  at('stop').disabled = true;
}

function watch(query, values) {
  stop();
  const url = new URL('/graphql', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const mine = new WebSocket(url, 'graphql-transport-ws');
  socket = mine;
  at('stop').disabled = false;
  at('answer').textContent = '';
  mine.onopen = () => mine.send(JSON.stringify({ type: 'connection_init' }));
  mine.onclose = (event) => { at('state').textContent = `closed: ${event.code} ${event.reason}`; };
  mine.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.type === 'connection_ack') {
      at('state').textContent = 'watching';
      mine.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables: values } }));
    } else if (message.type === 'ping') {
      mine.send(JSON.stringify({ type: 'pong' }));
    } else if (message.type === 'next' || message.type === 'error') {
      at('answer').textContent = `${show(message.payload)}\n${at('answer').textContent}`.slice(0, 200000);
    } else if (message.type === 'complete') {
      at('state').textContent = 'complete';
    }
  };
}

async function run() {
  try {
    const query = at('query').value;
    const values = variables();
    if (/^\s*subscription\b/m.test(query)) {
      watch(query, values);
      return;
    }
    at('state').textContent = 'asking…';
    const begun = performance.now();
    at('answer').textContent = show(await ask(query, values));
    at('state').textContent = `${Math.round(performance.now() - begun)} ms`;
  } catch (error) {
    at('state').textContent = String(error);
  }
}

const named = (type) =>
  type.kind === 'NON_NULL' ? `${named(type.ofType)}!` : type.kind === 'LIST' ? `[${named(type.ofType)}]` : type.name;

function entry(type) {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = `${type.kind.toLowerCase().replace('_', ' ')} ${type.name}`;
  details.append(summary);
  for (const line of [
    ...(type.fields ?? []).map((field) => `${field.name}${field.args.length ? `(${field.args.map((arg) => `${arg.name}: ${named(arg.type)}`).join(', ')})` : ''}: ${named(field.type)}`),
    ...(type.inputFields ?? []).map((field) => `${field.name}: ${named(field.type)}`),
    ...(type.enumValues ?? []).map((value) => value.name),
  ]) {
    const row = document.createElement('div');
    const code = document.createElement('code');
    code.textContent = line;
    row.append(code);
    details.append(row);
  }
  return details;
}

async function types() {
  const part = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
  const answer = await ask(`{ __schema { types { kind name fields { name args { name type { ${part} } } type { ${part} } } inputFields { name type { ${part} } } enumValues { name } } } }`, {});
  const all = (answer.data?.__schema.types ?? []).filter((type) => !type.name.startsWith('__'));
  const list = () => {
    const word = at('search').value.toLowerCase();
    const hit = (type) => type.name.toLowerCase().includes(word) || (type.fields ?? type.inputFields ?? []).some((field) => field.name.toLowerCase().includes(word));
    at('types').replaceChildren(...all.filter(hit).map(entry));
  };
  at('search').addEventListener('input', list);
  list();
}

at('run').addEventListener('click', run);
at('stop').addEventListener('click', stop);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
});
types();
