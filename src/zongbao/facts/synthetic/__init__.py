"""合成园区：a zone made up by seed, delivered and ingested like everybody's data. Nothing in it is real.

wish         what is asked for, the days and the names
enterprises  the firms and what happens to them; plan: what each imports a year, to the fen
trade        declarations and items; fates: which of them are amended, cancelled, spoilt
declared     the rows as they stand in the files
storage, firsts, letters, decided   fees; claims of firsts; customs letter and rates; decisions
zone         writes the files and takes them in through the same door as everybody
"""
