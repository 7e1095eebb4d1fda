"""Which door of the desk opens to whom, besides the acts on entries: each row is tried by every person."""

#: The columns are nobody, contributor, curator, keeper, steward, and the combinations.
TABLE = """
                                no co cu ke st ck uk sc
index                           +  +  +  +  +  +  +  +
dates                           +  +  +  +  +  +  +  +
board                           +  +  +  +  +  +  +  +
work/waiting                    .  .  +  .  .  .  +  +
work/returned                   .  +  +  .  .  +  +  +
work/drafts                     .  +  +  .  .  +  +  +
work/submitted                  .  +  +  .  .  +  +  +
work/scheduled                  .  +  +  +  +  +  +  +
work/changed                    .  +  +  +  +  +  +  +
work/withdrawn                  .  .  +  .  +  .  +  +
ledger                          .  .  +  .  +  .  +  +
halts                           .  .  +  .  +  .  +  +
confirm a halt                  .  .  +  .  +  .  +  +
confirm one's own halt          .  .  .  .  .  .  .  .
confirm the clock               .  .  +  .  +  .  +  +
list of every kind              .  +  +  +  +  +  +  +
add an entry                    .  +  +  .  .  +  +  +
deleted drafts                  .  +  +  +  +  +  +  +
bring back one's own            .  +  +  .  .  +  +  +
bring back another's            .  +  +  .  .  +  +  +
bring back what is restricted   .  .  .  .  .  +  +  .
accounts                        .  .  .  .  +  .  .  +
open an account                 .  .  .  .  +  .  .  +
change an account               .  .  .  .  +  .  .  +
change one's own roles          .  .  .  .  .  .  .  .
set a password                  .  .  .  .  +  .  .  +
set a superuser's password      .  .  .  .  .  .  .  .
change a superuser's account    .  .  .  .  .  .  .  .
delete an account               .  .  .  .  .  .  .  .
read the settings               .  +  +  +  +  +  +  +
change the settings             .  .  .  .  +  .  .  +
make a second memorial          .  .  .  .  .  .  .  .
delete the memorial             .  .  .  .  .  .  .  .
consents                        .  .  +  .  .  .  +  +
record a consent                .  .  +  .  .  .  +  +
record one of what is hidden    .  .  .  .  .  .  +  .
change a consent                .  .  +  .  .  .  +  +
withdraw a consent              .  .  +  .  .  .  +  +
withdraw one of what is hidden  .  .  .  .  .  .  +  .
delete a consent                .  .  .  .  .  .  .  .
delete entries from the list    .  .  .  .  .  .  .  .
page for several files          .  +  +  .  .  +  +  +
upload a file                   .  +  +  .  .  +  +  +
what is shown of a file         .  +  +  +  +  +  +  +
what is shown of a hidden one   .  .  .  +  .  +  +  .
download an original            .  +  +  .  .  +  +  +
download a hidden original      .  .  .  .  .  +  +  .
have it made again              .  +  +  .  .  +  +  +
findings about originals        .  .  +  .  +  .  +  +
one finding                     .  .  +  .  +  .  +  +
look again                      .  .  +  .  +  .  +  +
deal with a finding             .  .  +  .  +  .  +  +
what was sent in                .  .  +  +  .  +  +  +
one that was sent in            .  .  +  +  .  +  +  +
acts on what was sent in        .  .  +  .  .  .  +  +
open a contact                  .  .  .  +  .  +  +  .
put many aside                  .  .  +  .  .  .  +  +
hand over what is in charge     .  .  +  .  .  .  +  +
search of the desk              +  +  +  +  +  +  +  +
sought and not found            .  .  +  .  .  .  +  +
look into a search              .  .  +  .  .  .  +  +
set a search aside              .  .  +  .  .  .  +  +
which person was sought         .  .  +  .  .  .  +  +
answer a search                 .  .  +  .  .  .  +  +
whom to merge with              .  .  +  .  .  .  +  +
two people side by side         .  .  +  .  .  .  +  +
merge two people                .  .  +  .  .  .  +  +
undo a merge                    .  .  +  .  .  .  +  +
bulk reviews                    .  .  +  .  +  .  +  +
one bulk review                 .  .  +  .  +  .  +  +
form of a bulk review           .  .  +  .  .  .  +  +
open a bulk review              .  .  +  .  .  .  +  +
row of a bulk review            .  .  +  .  .  .  +  +
check a row                     .  .  +  .  .  .  +  +
publish a bulk review           .  .  +  .  .  .  +  +
draw a sample anew              .  .  +  .  .  .  +  +
return a bulk review            .  .  +  .  .  .  +  +
confirm a bulk review           .  .  +  .  +  .  +  +
end a bulk review               .  .  +  .  .  .  +  +
withdraw a bulk review          .  .  +  .  +  .  +  +
book of condolence              .  .  +  .  .  .  +  +
take a message down             .  .  +  .  .  .  +  +
put a message back              .  .  +  .  .  .  +  +
candles of each day             .  .  +  .  .  .  +  +
lower the candles of a day      .  .  +  .  .  .  +  +
way of a take-down request      .  .  +  .  .  .  +  +
pause what a request is about   .  .  +  .  .  .  +  +
decide about a request          .  .  +  .  .  .  +  +
watched words                   .  .  +  .  .  .  +  +
watch a word                    .  .  +  .  .  .  +  +
take a word off the list        .  .  +  .  .  .  +  +
file of a contribution          .  .  +  .  .  .  +  +
exports                         .  .  +  .  +  .  +  +
form of an export               .  .  +  .  +  .  +  +
export of a list                .  .  +  .  +  .  +  +
ask for a fuller export         .  .  .  .  +  .  .  +
one's own export                .  .  +  .  +  .  +  +
another's export                .  .  .  .  .  .  .  .
another's fuller export         .  .  .  .  +  .  .  +
download an export              .  .  +  .  +  .  +  +
approve a fuller export         .  .  .  .  +  .  .  +
approve one's own               .  .  .  .  .  .  .  .
decline a fuller export         .  .  .  .  +  .  .  +
lists                           .  .  +  .  +  .  +  +
take a list in                  .  .  +  .  +  .  +  +
what a list holds               .  .  +  .  +  .  +  +
rows of a list                  .  .  +  .  +  .  +  +
refused rows of a list          .  .  +  .  +  .  +  +
row of a list                   .  .  +  .  +  .  +  +
decide a row                    .  .  +  .  +  .  +  +
bring a list in                 .  .  +  .  +  .  +  +
undo a list                     .  .  +  .  +  .  +  +
sent mails                      .  .  .  .  +  .  .  +
one sent mail                   .  .  .  .  +  .  .  +
change a sent mail              .  .  .  .  .  .  .  .
add a sent mail                 .  .  .  .  .  .  .  .
delete a sent mail              .  .  .  .  .  .  .  .
"""
