#!/usr/bin/env bash
# Looks up the words that stand for each citation (tests/sources.tsv) in the texts themselves: in the article, paragraph and
# item of a law, between two headings of a letter. For a person who has the texts:
#
#   bash tests/check_sources.sh FOLDER
#
# FOLDER holds the files that the third column names. Lists what it cannot find and then fails; that the table has a row for
# every citation of the crate is a test (tests/places.rs).
set -euo pipefail
folder=${1:?usage: check_sources.sh FOLDER}
table=$(cd "$(dirname "$0")" && pwd)/sources.tsv

# The text of a place in a law, without white space. Lines that begin with a bracket are items, other lines paragraphs.
article() { # file, place
  awk -v place="$2" '
    function number(text,   i, digits) {
      split("一 二 三 四 五 六 七 八 九 十 十一 十二", digits, " ")
      for (i = 1; i <= 12; i++) if (digits[i] == text) return i
      return 0
    }
    BEGIN {
      end = index(place, "条") + length("条")
      head = substr(place, 1, end - 1)
      rest = substr(place, end)
      if (rest != "") {
        cut = index(rest, "款")
        paragraph = number(substr(rest, length("第") + 1, cut - 1 - length("第")))
        rest = substr(rest, cut + length("款"))
        if (rest != "") {
          item = substr(rest, length("第") + 1)
          item = substr(item, 1, index(item, "项") - 1)
        }
      }
    }
    {
      line = $0
      gsub(/[ \t\r]/, "", line)
      gsub("　", "", line)
      if (line == "" || line ~ /^#/) next
      # An article begins where its number stands first and is followed by white space.
      at = index($0, "条")
      after = substr($0, at + length("条"))
      if (index($0, "第") == 1 && at > 0 && (after ~ /^[ \t]/ || index(after, "　") == 1)) {
        own = substr($0, 1, at + length("条") - 1)
        inside = (own == head)
        if (inside) { line = substr(line, length(head) + 1); count = 0 }
      }
      if (!inside) next
      is_item = (index(line, "（") == 1 || index(line, "(") == 1)
      if (!is_item) count++
      if (paragraph && count != paragraph) next
      if (item != "") {
        bare = item
        gsub("（", "", bare); gsub("）", "", bare)
        if (index(line, "（" bare "）") != 1 && index(line, "(" bare ")") != 1) next
      }
      text = text line
    }
    END { print text }' "$1"
}

# The text of a letter between two marks, without white space.
between() { # file, after, before
  tr -d ' \t\r\n' < "$1" | sed 's/　//g' | awk -v after="$2" -v before="$3" '
    { text = text $0 }
    END {
      at = index(text, after)
      if (!at) exit
      text = substr(text, at)
      end = index(text, before)
      print end ? substr(text, 1, end - 1) : ""
    }'
}

found=0
missing=0
while IFS=$'\t' read -r document place file after before words; do
  case $document in '#'*|'') continue ;; esac
  text=
  if [ ! -f "$folder/$file" ]; then
    why="no file $file"
  elif [ "$after" = - ]; then
    text=$(article "$folder/$file" "$place")
    why="not in $place of $file"
  else
    text=$(between "$folder/$file" "$after" "$before")
    why="not between 「$after」 and 「$before」 of $file"
  fi
  if [ -n "$text" ] && [[ $text == *"$words"* ]]; then
    found=$((found + 1))
  else
    missing=$((missing + 1))
    printf '%s %s: 「%s」 %s\n' "$document" "$place" "$words" "$why"
  fi
done < "$table"
printf '%s found, %s missing\n' "$found" "$missing"
[ "$missing" -eq 0 ]
