# The pictures of analysis.py in base R, without packages: Rscript analysis.R RELEASE A B [FOLDER], A and B two states by ISO 3166 alpha-3.
given <- commandArgs(trailingOnly = TRUE)
if (!length(given) %in% 3:4) stop("Rscript analysis.R RELEASE A B [FOLDER]")
release <- given[1]; a <- given[2]; b <- given[3]
folder <- if (length(given) > 3) given[4] else "."

# CSV: a mark at the beginning, and an apostrophe before what a spreadsheet would take for a formula.
table_of <- function(name) {
  rows <- read.csv(file.path(release, "data", paste0(name, ".csv")), fileEncoding = "UTF-8-BOM", colClasses = "character", na.strings = "")
  rows[] <- lapply(rows, function(column) sub("^'", "", column))
  rows
}
contacts <- table_of("contacts"); parties <- table_of("parties"); reports <- table_of("reports")
statements <- table_of("statements"); coverage <- table_of("coverage")

# A day for each contact: its own, else that of its first report. A month or a year is no day.
first <- tapply(substr(reports$published, 1, 10), reports$contact, min)
contacts$day <- ifelse(is.na(contacts$date), first[contacts$id], contacts$date)
contacts <- contacts[!is.na(contacts$day) & nchar(contacts$day) == 10, ]
contacts$day <- as.Date(contacts$day)
camps <- tapply(parties$country, parties$contact, function(some) sort(unique(some[!is.na(some)])), simplify = FALSE)
between <- contacts[vapply(camps[contacts$id], function(some) all(c(a, b) %in% some), logical(1)), ]

# The weeks of which nothing was read: there a missing contact says nothing.
monday <- function(day) day - (as.integer(format(day, "%u")) - 1)
days <- as.Date(coverage$day)
weeks <- seq(monday(min(days)), monday(max(days)), by = 7)
unread <- weeks[!weeks %in% unique(monday(days))]
frame <- function(ylim, main, ylab = "") {
  plot(range(days), ylim, type = "n", xlab = "", ylab = ylab, main = main, bty = "n", yaxt = "n")
  for (week in unread) rect(week, ylim[1] - 9, week + 7, ylim[2] + 9, col = "#d9d9d9", border = NA)
}

# 1. Contacts over time, by what came of them.
png(file.path(folder, "contacts-r.png"), width = 1200, height = 400, res = 130)
par(mar = c(2.5, 5, 2, 1))
rows <- c("refused", "proposed", "planned", "held")
frame(c(0.5, 4.5), sprintf("Contacts of %s and %s: %d (grey: weeks that were not read)", a, b, nrow(between)))
axis(2, seq_along(rows), rows, las = 1, tick = FALSE)
points(between$day, match(between$status, rows), pch = 19, col = ifelse(between$status == "refused", "#a02c2c", "#1f6f8b"))
invisible(dev.off())

# 2. The gaps of each channel between two held contacts; hollow: over weeks that were not read.
held <- contacts[contacts$status == "held", ]
pairs <- do.call(rbind, lapply(seq_len(nrow(held)), function(k) {
  some <- camps[[held$id[k]]]
  if (length(some) < 2) return(NULL)
  two <- combn(some, 2)
  data.frame(a = two[1, ], b = two[2, ], day = held$day[k], level = held$level[k])
}))
gaps <- do.call(rbind, lapply(split(pairs, paste0(pairs$a, "-", pairs$b, " ", gsub("_", " ", pairs$level))), function(some) {
  when <- sort(some$day)
  if (length(when) < 2) return(NULL)
  blind <- mapply(function(from, to) any(unread > from & unread < to), head(when, -1), tail(when, -1))
  data.frame(channel = paste0(some$a[1], "-", some$b[1], " ", gsub("_", " ", some$level[1])), days = as.integer(diff(when)), blind = blind)
}))
png(file.path(folder, "gaps-r.png"), width = 1200, height = 400, res = 130)
par(mar = c(4, 13, 1, 1))
channels <- names(sort(table(gaps$channel)))
plot(c(0, max(gaps$days, 1)), c(0.5, length(channels) + 0.5), type = "n", bty = "n", yaxt = "n", ylab = "", xlab = "days between two contacts (hollow: over a gap in reading)")
axis(2, seq_along(channels), channels, las = 1, tick = FALSE)
points(gaps$days, match(gaps$channel, channels), pch = ifelse(gaps$blind, 1, 19), col = "#1f6f8b")
invisible(dev.off())

# 3. Who is in contact with whom, in the last four quarters that have any.
quarter <- paste0(format(pairs$day, "%Y"), "Q", (as.integer(format(pairs$day, "%m")) + 2) %/% 3)
states <- sort(names(head(sort(table(c(pairs$a, pairs$b)), decreasing = TRUE), 14)))
turn <- setNames(2 * pi * (seq_along(states) - 1) / length(states), states)
png(file.path(folder, "network-r.png"), width = 1200, height = 380, res = 130)
shown <- tail(sort(unique(quarter)), 4)
par(mfrow = c(1, length(shown)), mar = c(0, 0, 2, 0))
for (q in shown) {
  plot(c(-1.5, 1.5), c(-1.5, 1.5), type = "n", axes = FALSE, xlab = "", ylab = "", main = q, asp = 1)
  counted <- table(paste(pairs$a, pairs$b)[quarter == q])
  for (pair in names(counted)) {
    two <- strsplit(pair, " ")[[1]]
    if (all(two %in% states)) lines(cos(turn[two]), sin(turn[two]), lwd = 0.8 + counted[[pair]], col = "#1f6f8b")
  }
  text(1.2 * cos(turn), 1.2 * sin(turn), states)
}
invisible(dev.off())

# 4. What each side tells of each contact: statements of one side upwards, of the other downwards.
about <- strsplit(ifelse(is.na(statements$about), "", statements$about), "; ")
told <- data.frame(contact = unlist(about), country = rep(statements$country, lengths(about)))
number <- function(side) vapply(between$id, function(id) sum(told$contact == id & told$country %in% side), integer(1))
up <- number(a); down <- number(b)
png(file.path(folder, "readouts-r.png"), width = 1200, height = 400, res = 130)
par(mar = c(2.5, 4, 2, 1))
frame(c(-max(down, 1), max(up, 1)), sprintf("Statements about each contact, by %s (up) and %s (down)", a, b), "statements")
segments(between$day, 0, between$day, up, lwd = 6, col = "#1f6f8b", lend = 1)
segments(between$day, 0, between$day, -down, lwd = 6, col = "#b5651d", lend = 1)
abline(h = 0)
axis(2, pretty(c(-max(down, 1), max(up, 1))), abs(pretty(c(-max(down, 1), max(up, 1)))), las = 1)
invisible(dev.off())

cat(sprintf("%d contacts of %s and %s; nothing is told of %d by %s, of %d by %s\n", nrow(between), a, b, sum(up == 0), a, sum(down == 0), b))
