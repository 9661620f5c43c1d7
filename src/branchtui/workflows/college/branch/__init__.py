"""The branch's side: what it publishes and how, the college's requests as documents, sheets handed in, the exchange by itself."""
