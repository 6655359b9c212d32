// The stream of the preview's states.

const PAUSE_MS = 1000;
const CLOSED = 2;

/**
 * Listen to the states of the preview; browsers open a stream that broke again, and this one that
 * the server refused.
 * @param {string} address
 * @param {{told: function(object), lost: function()}} listener
 * @returns {function()} ends it
 */
export function listen(address, { told, lost }, open = (url) => new EventSource(url)) {
  let source = null;
  let pause = 0;

  function start() {
    source = open(address);
    source.onmessage = ({ data }) => told(JSON.parse(data));
    source.onerror = () => {
      lost();
      if (source.readyState === CLOSED) pause = setTimeout(start, PAUSE_MS);
    };
  }

  start();
  return () => {
    clearTimeout(pause);
    source.close();
  };
}
