-- Which months have lines?
select distinct month from charges
