"""Dialects that name a picture by a URL in the query: Next, Vercel, Netlify, Astro, Amplify, wsrv, and our own."""
