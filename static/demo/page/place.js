/* Runs where nothing else of the demo does: from a file, and from a host that names scripts wrongly. Old words only, as old browsers come here too. */
(function () {
  function say(title, text) {
    function show() {
      var app = document.getElementById('app');
      var main = document.createElement('main');
      var head = document.createElement('h1');
      var told = document.createElement('p');
      main.className = 'middle';
      main.setAttribute('role', 'alert');
      head.textContent = title;
      told.textContent = text;
      main.appendChild(head);
      main.appendChild(told);
      app.textContent = '';
      app.appendChild(main);
    }
    if (document.getElementById('app')) show();
    else document.addEventListener('DOMContentLoaded', show);
  }

  function whatHostSays(address, then) {
    var request = new XMLHttpRequest();
    request.open('GET', address);
    request.onloadend = function () { then(request.status, request.getResponseHeader('content-type') || 'nothing'); };
    request.send();
  }

  if (location.protocol === 'file:') {
    say('The demo was opened as a file', 'Browsers keep a page for offline use only when it comes from a web address. Run “npm run demo” in the folder of Holdfast and open the address that it prints, or put this folder on any web host.');
    return;
  }
  window.addEventListener('error', function (event) {
    var part = event.target;
    var address = part && (part.src || (part.rel === 'stylesheet' && part.href));
    if (!address || (part.tagName !== 'SCRIPT' && part.tagName !== 'LINK')) return;
    whatHostSays(address, function (status, type) {
      var name = address.replace(/.*\//, '');
      say('The demo cannot start here', status === 200
        ? 'This host sends ' + name + ' as “' + type + '”, which browsers do not take. Set the host to send files that end in .js as text/javascript and .css as text/css, or use another host. Then load this page again.'
        : 'This host has no ' + name + ' beside this page. Publish the whole folder of the demo, with all that is in it. Then load this page again.');
    });
  }, true);
})();
