// Plain CommonJS, as Lambda's runtime loads a bundle: nothing but the bundle is loaded while the clock runs.
const { text } = require('node:stream/consumers');

async function measure() {
  const event = JSON.parse(await text(process.stdin));
  const [before, began] = [process.cpuUsage(), performance.now()];
  const { handler } = require(process.argv[2]);
  const [initCpu, init] = [process.cpuUsage(before), performance.now()];
  const answer = await handler(event);
  const [answeredCpu, answered] = [process.cpuUsage(before), performance.now()];
  process.stdout.write(
    JSON.stringify({
      init: { clock: init - began, processor: milliseconds(initCpu) },
      first: { clock: answered - began, processor: milliseconds(answeredCpu) },
      answer,
    }),
  );
  process.exit(0);
}

function milliseconds({ user, system }) {
  return (user + system) / 1000;
}

measure();
