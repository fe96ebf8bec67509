// Material takes each <link rel="alternate"> of a ready page for a translation of the whole site, and asks for a sitemap
// beside it. Feed readers and search engines look for just this word, so it is taken away for that moment alone.
// A deferred script runs before the page is ready, and what waits for the page is done before a timer of zero.
{
  const feeds = [...document.querySelectorAll('link[rel="alternate"]:is([type^="application/"], [hreflang])')];
  for (const feed of feeds) feed.rel = "feed";
  addEventListener("DOMContentLoaded", () =>
    setTimeout(() => {
      for (const feed of feeds) feed.rel = "alternate";
    }),
  );
}
